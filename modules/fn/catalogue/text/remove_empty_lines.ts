/** A text without its lines that are empty or white space alone. */
export default function removeEmptyLines(text: string): string {
  return text.split("\n").filter((line) => line.trim() !== "").join("\n");
}
