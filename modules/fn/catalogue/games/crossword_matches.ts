/** A dot, question mark or underscore stands for one letter; case does not matter. */
export default function crosswordMatches(pattern: string, words: string[]): string[] {
  const known = [...pattern.toLowerCase()];
  return words.filter((word) => {
    const letters = [...word.toLowerCase()];
    return letters.length === known.length && letters.every((c, i) => '._?'.includes(known[i]!) || c === known[i]);
  });
}
