/** Length of the longest substring without a repeated character. */
export default function longestDistinctLength(text: string): number {
  const last = new Map<string, number>();
  let start = 0;
  let best = 0;
  [...text].forEach((c, i) => {
    start = Math.max(start, (last.get(c) ?? -1) + 1);
    last.set(c, i);
    best = Math.max(best, i - start + 1);
  });
  return best;
}
