/** Trim trailing white space. */
export default function trimEnd(text: string): string {
  return text.trimEnd();
}
