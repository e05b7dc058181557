/** Largest number. */
export default function max(numbers: number[]): number {
  return Math.max(...numbers);
}
