/** Length of the longest word. */
export default function lengthOfLongestWord(text: string): number {
  return (text.match(/[\p{L}\p{N}'’-]+/gu) ?? []).reduce((best, word) => Math.max(best, [...word].length), 0);
}
