/** Remove vowels. */
export default function removeVowels(text: string): string {
  return text.replace(/[aeiou]/giu, "");
}
