/** Count the even numbers. */
export default function countEven(numbers: number[]): number {
  return numbers.filter((value) => value % 2 === 0).length;
}
