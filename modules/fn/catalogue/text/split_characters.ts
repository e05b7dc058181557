/** Split into characters. */
export default function splitCharacters(text: string): string[] {
  return [...text];
}
