/** Ways to make the amount, each coin as often as need be, order ignored. */
export default function coinChangeWays(coins: number[], amount: number): bigint {
  if (coins.some((coin) => coin <= 0) || new Set(coins).size < coins.length) {
    throw new RangeError('the coins must have different, positive values');
  }
  const ways = [1n, ...new Array<bigint>(amount).fill(0n)];
  for (const coin of coins) {
    for (let sum = coin; sum <= amount; sum += 1) ways[sum] = ways[sum]! + ways[sum - coin]!;
  }
  return ways[amount]!;
}
