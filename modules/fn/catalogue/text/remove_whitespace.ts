/** Remove all white space. */
export default function removeWhitespace(text: string): string {
  return text.replace(/\s+/gu, "");
}
