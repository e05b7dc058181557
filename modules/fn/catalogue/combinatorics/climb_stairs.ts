/** Ways to climb n steps, one or two at a time. */
export default function climbStairs(n: number): bigint {
  let [ways, next] = [1n, 1n];
  for (let i = 0; i < n; i += 1) [ways, next] = [next, ways + next];
  return ways;
}
