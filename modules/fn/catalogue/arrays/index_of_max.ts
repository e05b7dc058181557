/** Position of the largest number. */
export default function indexOfMax(numbers: number[]): number {
  return numbers.reduce((best, value, i) => (value > numbers[best]! ? i : best), 0);
}
