/** Check whether a text contains another. */
export default function contains(text: string, part: string): boolean {
  return text.includes(part);
}
