/** Check for an empty text. */
export default function isBlank(text: string): boolean {
  return text.trim() === "";
}
