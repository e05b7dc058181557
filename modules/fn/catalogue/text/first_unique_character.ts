/** First non-repeating character. */
export default function firstUniqueCharacter(text: string): string | null {
  const counts = new Map<string, number>();
  for (const c of text) counts.set(c, (counts.get(c) ?? 0) + 1);
  for (const c of text) if (counts.get(c) === 1) return c;
  return null;
}
