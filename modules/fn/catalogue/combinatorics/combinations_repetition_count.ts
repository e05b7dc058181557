/** Ways to choose k of n kinds, repetition allowed, order ignored. */
export default function combinationsRepetitionCount(n: number, k: number): bigint {
  return choose(n + k - 1, k);
}

/** n over k, exact. */
function choose(n: number, k: number): bigint {
  let value = 1n;
  for (let i = 0; i < Math.min(k, n - k); i += 1) value = (value * BigInt(n - i)) / BigInt(i + 1);
  return value;
}
