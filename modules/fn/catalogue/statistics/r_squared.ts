/** Coefficient of determination of a linear fit. */
export default function rSquared(xs: number[], ys: number[]): number {
  if (xs.length !== ys.length) throw new RangeError('both lists need the same length');
  const meanX = xs.reduce((sum, value) => sum + value, 0) / xs.length;
  const meanY = ys.reduce((sum, value) => sum + value, 0) / ys.length;
  const spreadX = xs.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  const spreadY = ys.reduce((sum, value) => sum + (value - meanY) ** 2, 0);
  if (spreadX === 0 || spreadY === 0) throw new RangeError('both variables must vary');
  const common = xs.reduce((sum, value, index) => sum + (value - meanX) * (ys[index]! - meanY), 0);
  return common ** 2 / (spreadX * spreadY);
}
