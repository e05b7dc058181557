/** Last word of a text, without the punctuation around it. */
export default function lastWord(text: string): string {
  const words = text.match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  return words[words.length - 1] ?? "";
}
