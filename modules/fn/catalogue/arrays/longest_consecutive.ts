/** Length of the longest run of consecutive integers in any order. */
export default function longestConsecutive(numbers: number[]): number {
  const present = new Set(numbers);
  let best = 0;
  for (const start of present) {
    if (present.has(start - 1)) continue;
    let end = start;
    while (present.has(end + 1)) end += 1;
    best = Math.max(best, end - start + 1);
  }
  return best;
}
