/** List with the elements at two positions swapped. */
export default function swapAt(values: unknown[], first: number, second: number): unknown[] {
  if (first >= values.length || second >= values.length) throw new RangeError('there is no element at this position');
  const result = [...values];
  [result[first], result[second]] = [values[second], values[first]];
  return result;
}
