/** All pairs of two lists. */
export default function cartesianProduct(a: unknown[], b: unknown[]): unknown[][] {
  return a.flatMap((left) => b.map((right) => [left, right]));
}
