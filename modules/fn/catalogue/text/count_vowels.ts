/** Count vowels. */
export default function countVowels(text: string): number {
  return (text.match(/[aeiou]/giu) ?? []).length;
}
