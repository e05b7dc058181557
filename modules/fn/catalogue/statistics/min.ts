/** Smallest number. */
export default function min(numbers: number[]): number {
  return numbers.reduce((best, value) => (value < best ? value : best));
}
