/** Text without its first characters. */
export default function dropFirstCharacters(text: string, count: number): string {
  const characters = [...text];
  return characters.slice(count).join("");
}
