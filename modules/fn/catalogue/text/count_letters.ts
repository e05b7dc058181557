/** Count letters. */
export default function countLetters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}
