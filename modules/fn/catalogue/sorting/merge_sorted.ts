/** Merge two sorted lists. */
export default function mergeSorted(a: number[], b: number[]): number[] {
  return [...a, ...b].sort((left, right) => left - right);
}
