/** Check for a happy number. */
export default function isHappy(n: number): boolean {
  const seen = new Set<number>();
  let current = n;
  while (current !== 1 && !seen.has(current)) {
    seen.add(current);
    current = [...String(current)].reduce((sum, digit) => sum + Number(digit) ** 2, 0);
  }
  return current === 1;
}
