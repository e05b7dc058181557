/** Concatenate two lists. */
export default function concat(a: unknown[], b: unknown[]): unknown[] {
  return [...a, ...b];
}
