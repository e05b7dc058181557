/** Remove special characters. */
export default function removeSpecialCharacters(text: string): string {
  return text.replace(/[^\p{L}\p{N}\s]/gu, "");
}
