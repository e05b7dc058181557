/** Ways to share identical things among receivers who may get none: stars and bars. */
export default function distributeIdentical(items: number, receivers: number): bigint {
  if (receivers === 0) return items === 0 ? 1n : 0n;
  let ways = 1n;
  for (let i = 1; i < receivers; i += 1) ways = (ways * BigInt(items + i)) / BigInt(i);
  return ways;
}
