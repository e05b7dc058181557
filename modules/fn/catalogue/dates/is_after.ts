/** Check which date is later. */
export default function isAfter(a: string, b: string): boolean {
  return a.slice(0, 10) > b.slice(0, 10);
}
