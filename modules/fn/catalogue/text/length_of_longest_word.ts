/** Length of the longest word. */
export default function lengthOfLongestWord(text: string): number {
  return Math.max(0, ...(text.match(/[\p{L}\p{N}'’-]+/gu) ?? []).map((word) => [...word].length));
}
