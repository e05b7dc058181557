/** Take the largest numbers. */
export default function largestN(numbers: number[], count: number): number[] {
  return [...numbers].sort((a, b) => b - a).slice(0, count);
}
