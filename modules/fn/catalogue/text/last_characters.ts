/** Last characters of a text. */
export default function lastCharacters(text: string, count: number): string {
  return count === 0 ? "" : [...text].slice(-count).join("");
}
