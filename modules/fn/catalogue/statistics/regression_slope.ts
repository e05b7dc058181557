/** Slope of the regression line. */
export default function regressionSlope(xs: number[], ys: number[]): number {
  const count = Math.min(xs.length, ys.length);
  const mean = (list: number[]) => list.slice(0, count).reduce((a, b) => a + b, 0) / count;
  const meanX = mean(xs);
  const meanY = mean(ys);
  let above = 0;
  let below = 0;
  for (let i = 0; i < count; i += 1) {
    above += (xs[i] - meanX) * (ys[i] - meanY);
    below += (xs[i] - meanX) ** 2;
  }
  return above / below;
}
