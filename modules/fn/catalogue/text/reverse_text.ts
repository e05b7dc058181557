/** Reverse a text. */
export default function reverseText(text: string): string {
  return [...text].reverse().join("");
}
