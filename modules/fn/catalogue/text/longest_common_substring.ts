/** The longest run of characters that both texts contain; of several, the first text's first. */
export default function longestCommonSubstring(a: string, b: string): string {
  let best = "";
  let previous: number[] = new Array(b.length + 1).fill(0);
  for (let i = 0; i < a.length; i += 1) {
    const current: number[] = new Array(b.length + 1).fill(0);
    for (let j = 0; j < b.length; j += 1) {
      if (a[i] !== b[j]) continue;
      current[j + 1] = previous[j]! + 1;
      if (current[j + 1]! > best.length) best = a.slice(i + 1 - current[j + 1]!, i + 1);
    }
    previous = current;
  }
  return best;
}
