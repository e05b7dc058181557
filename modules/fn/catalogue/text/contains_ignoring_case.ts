/** Check whether a text contains another, upper and lower case alike. */
export default function containsIgnoringCase(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}
