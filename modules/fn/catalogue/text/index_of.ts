/** Position in a text. */
export default function indexOf(text: string, part: string): number {
  return text.indexOf(part);
}
