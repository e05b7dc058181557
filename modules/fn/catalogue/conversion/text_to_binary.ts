/** Text to binary. */
export default function textToBinary(text: string): string {
  return [...text].map((c) => c.codePointAt(0)!.toString(2).padStart(8, "0")).join(" ");
}
