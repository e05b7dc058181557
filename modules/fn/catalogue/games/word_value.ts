/** a is 1, z is 26; other characters count nothing. */
export default function wordValue(word: string): number {
  return [...word.toLowerCase()].reduce((sum, c) => c >= 'a' && c <= 'z' ? sum + c.charCodeAt(0) - 96 : sum, 0);
}
