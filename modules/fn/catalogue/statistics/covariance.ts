/** Covariance. */
export default function covariance(xs: number[], ys: number[], sample: boolean): number {
  const count = Math.min(xs.length, ys.length);
  const mean = (list: number[]) => list.slice(0, count).reduce((a, b) => a + b, 0) / count;
  const meanX = mean(xs);
  const meanY = mean(ys);
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += (xs[i] - meanX) * (ys[i] - meanY);
  return sum / (sample ? count - 1 : count);
}
