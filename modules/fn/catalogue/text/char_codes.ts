/** Character codes. */
export default function charCodes(text: string): number[] {
  return [...text].map((c) => c.codePointAt(0)!);
}
