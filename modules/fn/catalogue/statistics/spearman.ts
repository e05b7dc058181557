/** Spearman rank correlation. */
export default function spearman(xs: number[], ys: number[]): number {
  if (xs.length !== ys.length) throw new RangeError('both lists need the same length');
  const ranks = (values: number[]) =>
    values.map((value) => values.filter((other) => other < value).length + (values.filter((other) => other === value).length + 1) / 2);
  const [a, b] = [ranks(xs), ranks(ys)];
  const mean = (xs.length + 1) / 2;
  const sum = (left: number[], right: number[]) => left.reduce((total, value, index) => total + (value - mean) * (right[index]! - mean), 0);
  const spread = sum(a, a) * sum(b, b);
  if (spread === 0) throw new RangeError('both variables must vary');
  return sum(a, b) / Math.sqrt(spread);
}
