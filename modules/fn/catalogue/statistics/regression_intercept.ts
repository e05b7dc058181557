/** Intercept of the regression line. */
export default function regressionIntercept(xs: number[], ys: number[]): number {
  if (xs.length !== ys.length) throw new RangeError('both lists need the same length');
  const meanX = xs.reduce((sum, value) => sum + value, 0) / xs.length;
  const meanY = ys.reduce((sum, value) => sum + value, 0) / ys.length;
  const spread = xs.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  if (spread === 0) throw new RangeError('a line needs two different x values');
  return meanY - (xs.reduce((sum, value, index) => sum + (value - meanX) * (ys[index]! - meanY), 0) / spread) * meanX;
}
