/** (n − 1)!: arrangements around a circle that differ by more than a turn. */
export default function circularPermutations(n: number): bigint {
  let value = 1n;
  for (let i = 2n; i < BigInt(n); i += 1n) value *= i;
  return value;
}
