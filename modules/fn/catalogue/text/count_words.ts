/** Count words. */
export default function countWords(text: string): number {
  return (text.match(/\S+/gu) ?? []).length;
}
