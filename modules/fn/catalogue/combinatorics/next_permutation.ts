/** The permutation that comes right after this one; the last one has none. */
export default function nextPermutation(items: (number | string)[]): (number | string)[] {
  if (new Set(items.map((item) => typeof item)).size > 1) {
    throw new RangeError('numbers and texts have no order among them');
  }
  const out = [...items];
  let i = out.length - 2;
  while (i >= 0 && out[i]! >= out[i + 1]!) i -= 1;
  if (i < 0) throw new RangeError('it is the last permutation');
  let j = out.length - 1;
  while (out[j]! <= out[i]!) j -= 1;
  [out[i], out[j]] = [out[j]!, out[i]!];
  return [...out.slice(0, i + 1), ...out.slice(i + 1).reverse()];
}
