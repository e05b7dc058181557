/** Insert into a sorted list. */
export default function insertSorted(numbers: number[], value: number): number[] {
  const found = numbers.findIndex((other) => other > value);
  const at = found < 0 ? numbers.length : found;
  return [...numbers.slice(0, at), value, ...numbers.slice(at)];
}
