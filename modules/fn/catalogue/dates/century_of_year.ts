/** Century of a year, 1 to 100 being the first. */
export default function centuryOfYear(year: number): number {
  return Math.ceil(year / 100);
}
