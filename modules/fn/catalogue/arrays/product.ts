/** Product of numbers. */
export default function product(numbers: number[]): number {
  return numbers.reduce((product, value) => product * value, 1);
}
