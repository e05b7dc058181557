/** Check which date is earlier. */
export default function isBefore(a: string, b: string): boolean {
  return a.slice(0, 10) < b.slice(0, 10);
}
