/** Count each character. */
export default function characterFrequency(text: string): Record<string, number> {
  const counts = new Map<string, number>();
  for (const c of text) counts.set(c, (counts.get(c) ?? 0) + 1);
  return Object.fromEntries(counts);
}
