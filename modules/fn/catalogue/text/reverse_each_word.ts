/** Reverse each word. */
export default function reverseEachWord(text: string): string {
  return text.replace(/\S+/gu, (word) => [...word].reverse().join(""));
}
