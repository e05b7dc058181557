/** Split into words. */
export default function splitWords(text: string): string[] {
  return text.match(/\S+/gu) ?? [];
}
