/** Remove punctuation. */
export default function removePunctuation(text: string): string {
  return text.replace(/[\p{P}\p{S}]/gu, "");
}
