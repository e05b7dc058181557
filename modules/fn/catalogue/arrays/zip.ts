/** Pair up two lists. */
export default function zip(a: unknown[], b: unknown[]): unknown[][] {
  return a.slice(0, b.length).map((value, i) => [value, b[i]]);
}
