/** Length of each word. */
export default function wordLengths(text: string): number[] {
  return (text.match(/\S+/gu) ?? []).map((word) => [...word].length);
}
