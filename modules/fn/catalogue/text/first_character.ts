/** First character. */
export default function firstCharacter(text: string): string {
  return [...text][0] ?? "";
}
