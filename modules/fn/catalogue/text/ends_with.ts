/** Check the end of a text. */
export default function endsWith(text: string, suffix: string): boolean {
  return text.endsWith(suffix);
}
