/** Replace spaces. */
export default function replaceSpaces(text: string, replacement: string): string {
  return text.split(" ").join(replacement);
}
