/** Greatest common divisor of a list. */
export default function gcdOfList(numbers: number[]): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  return numbers.reduce((a, b) => gcd(a, b), 0);
}
