/** First characters of a text. */
export default function firstCharacters(text: string, count: number): string {
  return [...text].slice(0, count).join("");
}
