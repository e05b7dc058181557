/** Internal rate of return as a decimal fraction. */
export default function irrFraction(cashflows: number[]): number {
  const signs = cashflows.filter((flow) => flow !== 0).map(Math.sign);
  const changes = signs.filter((sign, i) => i > 0 && sign !== signs[i - 1]).length;
  if (changes !== 1) throw new RangeError('only flows that change sign once have one rate');
  const value = (rate: number) =>
    cashflows.reduce((sum, flow, year) => sum + flow / (1 + rate) ** year, 0) * signs[0]!;
  let [low, high] = [-1 + 1e-9, 1];
  while (value(high) < 0 && high < 1e9) high *= 2;
  if (value(high) < 0) throw new RangeError('the rate is out of bounds');
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2;
    if (value(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
