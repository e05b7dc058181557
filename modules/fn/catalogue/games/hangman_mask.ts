/** Letters that are not guessed become the blank; case does not matter, other characters show. */
export default function hangmanMask(word: string, guessed: any, blank: string, separator: string): string {
  const known = [...(typeof guessed === 'string' ? guessed : guessed.join(''))].map((c: string) => c.toLowerCase());
  return [...word].map((c) => /\p{L}/u.test(c) && !known.includes(c.toLowerCase()) ? blank : c).join(separator);
}
