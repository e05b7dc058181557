/** Merge objects, adding numbers of equal keys. */
export default function mergeSum(a: Record<string, unknown>, b: Record<string, unknown>): Record<string, number> {
  const out: Record<string, number> = Object.create(null);
  for (const [key, value] of [...Object.entries(a), ...Object.entries(b)]) {
    if (typeof value !== "number") throw new RangeError(`the value of ${key} is no number`);
    out[key] = (out[key] ?? 0) + value;
  }
  return out;
}
