/** Quarter of a date. */
export default function quarter(date: string): number {
  return Math.ceil(+date.slice(5, 7) / 3);
}
