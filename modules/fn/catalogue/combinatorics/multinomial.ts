/** (k1 + k2 + …)! / (k1! k2! …), exact. */
export default function multinomial(counts: number[]): bigint {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (counts.some((count) => count < 0) || total > 500) {
    throw new RangeError('the counts must lie above 0 and sum up to 500 at most');
  }
  let value = 1n;
  let placed = 0;
  for (const count of counts) {
    for (let i = 1; i <= count; i += 1) {
      placed += 1;
      value = (value * BigInt(placed)) / BigInt(i);
    }
  }
  return value;
}
