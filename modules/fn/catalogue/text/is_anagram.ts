/** Check for anagrams. */
export default function isAnagram(a: string, b: string): boolean {
  const letters = (text: string) =>
    [...text.toLowerCase()].filter((c) => /[\p{L}\p{N}]/u.test(c)).sort().join("");
  return letters(a) === letters(b);
}
