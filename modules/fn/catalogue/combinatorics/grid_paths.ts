/** Ways from the first cell of a grid to the last, each step right or down. */
export default function gridPaths(rows: number, columns: number): bigint {
  return choose(rows + columns - 2, rows - 1);
}

/** n over k, exact. */
function choose(n: number, k: number): bigint {
  let value = 1n;
  for (let i = 0; i < Math.min(k, n - k); i += 1) value = (value * BigInt(n - i)) / BigInt(i + 1);
  return value;
}
