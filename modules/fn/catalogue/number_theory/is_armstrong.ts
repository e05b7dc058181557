/** Check for an Armstrong number. */
export default function isArmstrong(n: number): boolean {
  const digits = [...String(n)];
  return digits.reduce((sum, digit) => sum + Number(digit) ** digits.length, 0) === n;
}
