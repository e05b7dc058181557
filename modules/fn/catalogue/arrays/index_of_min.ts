/** Position of the smallest number. */
export default function indexOfMin(numbers: number[]): number {
  return numbers.reduce((best, value, i) => (value < numbers[best]! ? i : best), 0);
}
