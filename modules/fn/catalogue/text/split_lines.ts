/** Split into lines. */
export default function splitLines(text: string): string[] {
  return text === "" ? [] : text.split(/\r\n|\r|\n/u);
}
