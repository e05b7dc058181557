/** Sum of digits. */
export default function digitSum(n: number): number {
  return [...String(Math.abs(n))].reduce((sum, digit) => sum + Number(digit), 0);
}
