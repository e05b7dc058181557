/** Count occurrences of a text. */
export default function countOccurrences(text: string, part: string): number {
  return part === "" ? 0 : text.split(part).length - 1;
}
