/** Smallest number. */
export default function min(numbers: number[]): number {
  return Math.min(...numbers);
}
