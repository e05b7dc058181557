/** Shortest word. */
export default function shortestWord(text: string): string {
  const words: string[] = text.match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  return words.reduce((best, word) => ([...word].length < [...best].length ? word : best), words[0] ?? "");
}
