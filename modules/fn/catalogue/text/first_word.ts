/** First word of a text, without the punctuation around it. */
export default function firstWord(text: string): string {
  const words = text.match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  return words[0] ?? "";
}
