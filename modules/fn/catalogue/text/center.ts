/** A text in the middle of a width of spaces; where they are odd, one more stands on the right. */
export default function center(text: string, width: number): string {
  const spaces = Math.max(0, width - [...text].length);
  const left = Math.floor(spaces / 2);
  return " ".repeat(left) + text + " ".repeat(spaces - left);
}
