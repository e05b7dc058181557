/** What percentage one number is of another. */
export default function whatPercent(part: number, whole: number): number {
  return (part / whole) * 100;
}
