/** Remove the negative numbers. */
export default function removeNegative(numbers: number[]): number[] {
  return numbers.filter((value) => value >= 0);
}
