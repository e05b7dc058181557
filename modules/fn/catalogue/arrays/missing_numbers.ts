/** Missing numbers of a sequence. */
export default function missingNumbers(numbers: number[]): number[] {
  const seen = new Set(numbers);
  const out: number[] = [];
  for (let n = Math.min(...numbers); n <= Math.max(...numbers); n++) if (!seen.has(n)) out.push(n);
  return out;
}
