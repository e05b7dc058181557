/** Edit distance. */
export default function levenshtein(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  let row = right.map((_, j) => j).concat(right.length);
  left.forEach((c, i) => {
    const next = [i + 1];
    right.forEach((d, j) => {
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (c === d ? 0 : 1)));
    });
    row = next;
  });
  return row[right.length]!;
}
