/** Missing numbers of a sequence. */
export default function missingNumbers(numbers: number[]): number[] {
  const seen = new Set(numbers);
  const out: number[] = [];
  const low = numbers.reduce((best, value) => Math.min(best, value), Infinity);
  const high = numbers.reduce((best, value) => Math.max(best, value), -Infinity);
  for (let n = low; n <= high; n++) if (!seen.has(n)) out.push(n);
  return out;
}
