/** Sentence case: each sentence starts with a capital, all else is small. */
export default function sentenceCase(text: string): string {
  return text.toLowerCase().replace(/(^\s*|[.!?]\s+)(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase());
}
