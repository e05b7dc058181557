/** Check the start of a text. */
export default function startsWith(text: string, prefix: string): boolean {
  return text.startsWith(prefix);
}
