/** Tax of an income where each bracket's rate holds for its own slice of the income alone. */
export default function incomeTaxBrackets(income: number, brackets: object[]): number {
  const number = (record: Record<string, unknown>, names: string[]): number | null | undefined => {
    for (const key of Object.keys(record)) {
      if (!names.includes(key.toLowerCase().replace(/[_ -]/g, ''))) continue;
      const value = record[key];
      if (value === null || value === 'inf' || value === 'Infinity') return null;
      if (typeof value === 'number') return value;
      throw new RangeError('the limits and rates of the brackets must be numbers');
    }
    return undefined;
  };
  const upper = ['upto', 'to', 'max', 'limit', 'upper', 'upperlimit', 'end', 'threshold', 'ceiling'];
  const lower = ['from', 'min', 'lower', 'over', 'above', 'start', 'floor', 'lowerlimit'];
  const rates = brackets.map((bracket) => {
    const record = bracket as Record<string, unknown>;
    const percent = number(record, ['percent', 'ratepercent', 'pct', 'percentage']);
    const rate = typeof percent === 'number' ? percent / 100 : number(record, ['rate', 'tax', 'taxrate']);
    if (typeof rate !== 'number') throw new RangeError('a bracket has no rate');
    return { rate, upper: number(record, upper), lower: number(record, lower) };
  });
  const largest = Math.max(0, ...rates.map((bracket) => bracket.rate));
  const scale = largest > 1 ? 0.01 : 1;
  const byLower = rates.length > 0 && rates.every((bracket) => typeof bracket.lower === 'number');
  const start = (bracket: { upper?: number | null; lower?: number | null }): number =>
    byLower ? bracket.lower! : bracket.upper ?? Infinity;
  const sorted = [...rates].sort((a, b) => start(a) - start(b));
  if (!byLower && rates.some((bracket) => bracket.upper === undefined && bracket !== sorted.at(-1))) {
    throw new RangeError('a bracket has no limit');
  }
  let tax = 0;
  let below = 0;
  sorted.forEach((bracket, index) => {
    const bottom = byLower ? bracket.lower! : below;
    const next = sorted[index + 1];
    const top = (byLower ? next?.lower : bracket.upper) ?? Infinity;
    tax += Math.max(0, Math.min(income, top) - bottom) * bracket.rate * scale;
    below = top;
  });
  if (income > below) throw new RangeError('no bracket holds for the whole income');
  return tax;
}
