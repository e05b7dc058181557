/** Last character. */
export default function lastCharacter(text: string): string {
  return [...text].at(-1) ?? "";
}
