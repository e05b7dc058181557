/** Remove empty texts. */
export default function removeEmptyStrings(strings: string[]): string[] {
  return strings.filter((text) => text !== "");
}
