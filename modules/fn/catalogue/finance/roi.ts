/** What an investment gained, by its final value or by its profit, in percent of its cost. */
export default function roi(cost: number, value: unknown, profit: unknown): number {
  const given = [value, profit].filter((amount) => amount !== null);
  if (given.length !== 1 || typeof given[0] !== 'number') {
    throw new RangeError('give either the final value or the profit, a number');
  }
  if (cost <= 0) throw new RangeError('the investment must be positive');
  return ((profit === null ? given[0] - cost : given[0]) / cost) * 100;
}
