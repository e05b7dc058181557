/** Number of permutations. */
export default function permutationsCount(a: number, b: number): number {
  let out = 1;
  for (let i = 0; i < b; i++) out *= a - i;
  return b > a ? 0 : out;
}
