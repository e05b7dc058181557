/** A text without lines that occurred before; the first of equal lines stays. */
export default function uniqueLines(text: string): string {
  return [...new Set(text.split("\n"))].join("\n");
}
