/** Take the smallest numbers. */
export default function smallestN(numbers: number[], count: number): number[] {
  return [...numbers].sort((a, b) => a - b).slice(0, count);
}
