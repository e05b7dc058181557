/** Position of the smallest number. */
export default function indexOfMin(numbers: number[]): number {
  return numbers.indexOf(Math.min(...numbers));
}
