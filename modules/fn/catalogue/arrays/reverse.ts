/** Reverse a list. */
export default function reverse(values: unknown[]): unknown[] {
  return [...values].reverse();
}
