/** Fewest coins, each as often as need be, that make the amount. */
export default function coinChangeMin(coins: number[], amount: number): number {
  if (coins.some((coin) => coin <= 0)) throw new RangeError('a coin has a positive value');
  const fewest = [0, ...new Array<number>(amount).fill(Infinity)];
  for (let sum = 1; sum <= amount; sum += 1) {
    for (const coin of coins) {
      if (coin <= sum) fewest[sum] = Math.min(fewest[sum]!, fewest[sum - coin]! + 1);
    }
  }
  if (fewest[amount] === Infinity) throw new RangeError('the coins cannot make the amount');
  return fewest[amount]!;
}
