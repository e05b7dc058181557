/** Longest word. */
export default function longestWord(text: string): string {
  const words = text.match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  return words.reduce((best, word) => ([...word].length > [...best].length ? word : best), "");
}
