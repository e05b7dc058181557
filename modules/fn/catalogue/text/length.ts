/** Length of a text. */
export default function length(text: string): number {
  return [...text].length;
}
