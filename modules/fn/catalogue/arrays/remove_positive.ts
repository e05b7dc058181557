/** Remove the positive numbers. */
export default function removePositive(numbers: number[]): number[] {
  return numbers.filter((value) => value <= 0);
}
