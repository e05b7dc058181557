/** A set of n elements has 2 to the power of n subsets. */
export default function subsetCount(n: number): number {
  return 2 ** n;
}
