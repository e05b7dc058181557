/** Orders in which n different people or things can stand in a row: n factorial. */
export default function lineArrangements(n: number): bigint {
  let ways = 1n;
  for (let i = 2; i <= n; i += 1) ways *= BigInt(i);
  return ways;
}
