/** Most common character. */
export default function mostCommonCharacter(text: string): string {
  const counts = new Map<string, number>();
  for (const c of text) counts.set(c, (counts.get(c) ?? 0) + 1);
  let best = "";
  for (const [c, count] of counts) if (best === "" || count > counts.get(best)!) best = c;
  return best;
}
