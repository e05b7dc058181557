/** Shorten a text. */
export default function truncate(text: string, length: number, ending: string = ""): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  return characters.slice(0, length).join("") + ending;
}
