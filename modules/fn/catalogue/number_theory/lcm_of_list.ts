/** Least common multiple of a list. */
export default function lcmOfList(numbers: number[]): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  return numbers.reduce((a, b) => (a / gcd(a, b)) * b, 1);
}
