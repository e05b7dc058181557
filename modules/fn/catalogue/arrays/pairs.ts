/** All pairs of a list. */
export default function pairs(values: unknown[]): unknown[][] {
  const out: unknown[][] = [];
  for (let i = 0; i < values.length; i += 1) {
    for (let k = i + 1; k < values.length; k += 1) out.push([values[i], values[k]]);
  }
  return out;
}
