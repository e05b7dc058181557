/** Fit a line. */
export default function linearRegression(xs: number[], ys: number[]): { slope: number; intercept: number } {
  const mx = xs.reduce((sum, value) => sum + value, 0) / xs.length;
  const my = ys.reduce((sum, value) => sum + value, 0) / ys.length;
  let xy = 0;
  let xx = 0;
  xs.forEach((x, i) => {
    xy += (x - mx) * (ys[i]! - my);
    xx += (x - mx) ** 2;
  });
  const slope = xy / xx;
  return { slope, intercept: my - slope * mx };
}
