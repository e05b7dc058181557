/** Keep the even numbers. */
export default function filterEven(numbers: number[]): number[] {
  return numbers.filter((value) => value % 2 === 0);
}
