/** Range of numbers. */
export default function rangeOfValues(numbers: number[]): number {
  return Math.max(...numbers) - Math.min(...numbers);
}
