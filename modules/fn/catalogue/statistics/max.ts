/** Largest number. */
export default function max(numbers: number[]): number {
  return numbers.reduce((best, value) => (value > best ? value : best));
}
