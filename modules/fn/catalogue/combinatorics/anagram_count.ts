/** How many different strings the characters make, as they are written. */
export default function anagramCount(word: string): bigint {
  const seen = new Map<string, number>();
  let value = 1n;
  let placed = 0n;
  for (const character of word) {
    const times = (seen.get(character) ?? 0) + 1;
    seen.set(character, times);
    placed += 1n;
    value = (value * placed) / BigInt(times);
  }
  return value;
}
