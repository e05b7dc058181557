/** Text without its last characters. */
export default function dropLastCharacters(text: string, count: number): string {
  const characters = [...text];
  return characters.slice(0, Math.max(0, characters.length - count)).join("");
}
