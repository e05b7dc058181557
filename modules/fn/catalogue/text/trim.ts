/** Trim white space. */
export default function trim(text: string): string {
  return text.trim();
}
