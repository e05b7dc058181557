/** Distinct characters. */
export default function uniqueCharacters(text: string): string {
  return [...new Set(text)].join("");
}
