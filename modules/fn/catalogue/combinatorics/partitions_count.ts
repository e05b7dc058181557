/** Ways to write n as a sum of positive integers, order ignored. */
export default function partitionsCount(n: number): bigint {
  const ways = [1n, ...new Array<bigint>(n).fill(0n)];
  for (let part = 1; part <= n; part += 1) {
    for (let sum = part; sum <= n; sum += 1) ways[sum] = ways[sum]! + ways[sum - part]!;
  }
  return ways[n]!;
}
