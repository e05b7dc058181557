/** Number of combinations. */
export default function combinationsCount(a: number, b: number): number {
  let out = 1;
  for (let i = 1; i <= b; i++) out = Math.round((out * (a - b + i)) / i);
  return b > a ? 0 : out;
}
