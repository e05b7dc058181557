/** Remove digits. */
export default function removeDigits(text: string): string {
  return text.replace(/\d/gu, "");
}
