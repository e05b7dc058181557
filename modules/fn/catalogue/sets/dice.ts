/** Sørensen-Dice similarity. */
export default function dice(a: unknown[], b: unknown[]): number {
  const left = new Set(a);
  const right = new Set(b);
  if (left.size + right.size === 0) throw new RangeError('both sets are empty');
  return (2 * [...left].filter((value) => right.has(value)).length) / (left.size + right.size);
}
