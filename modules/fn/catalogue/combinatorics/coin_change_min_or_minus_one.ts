/** Fewest coins that make an amount, each usable any number of times; -1 where none do. */
export default function coinChangeMinOrMinusOne(coins: number[], amount: number): number {
  if (coins.some((coin) => coin <= 0)) throw new RangeError('a coin has a positive value');
  const fewest = [0, ...new Array<number>(amount).fill(Infinity)];
  for (let sum = 1; sum <= amount; sum += 1) {
    for (const coin of coins) {
      if (coin <= sum) fewest[sum] = Math.min(fewest[sum]!, fewest[sum - coin]! + 1);
    }
  }
  return fewest[amount] === Infinity ? -1 : fewest[amount]!;
}
