/** Count lines. */
export default function countLines(text: string): number {
  return text === "" ? 0 : text.split(/\r\n|\r|\n/u).length;
}
