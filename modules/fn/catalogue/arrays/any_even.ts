/** Check for any even number. */
export default function anyEven(numbers: number[]): boolean {
  return numbers.some((value) => value % 2 === 0);
}
