/** Position of the largest number. */
export default function indexOfMax(numbers: number[]): number {
  return numbers.indexOf(Math.max(...numbers));
}
