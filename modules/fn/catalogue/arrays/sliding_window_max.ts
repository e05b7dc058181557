/** Largest number of each sliding window. */
export default function slidingWindowMax(numbers: number[], size: number): number[] {
  return numbers.slice(size - 1).map((_, index) => Math.max(...numbers.slice(index, index + size)));
}
