/** Most common word. */
export default function mostCommonWord(text: string): string {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? []) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  let best = "";
  for (const [word, count] of counts) if (best === "" || count > counts.get(best)!) best = word;
  return best;
}
