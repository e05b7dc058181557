/** Octal to number. */
export default function fromOctal(text: string): number {
  if (!/^[0-7]+$/.test(text)) throw new RangeError("the text is no octal number");
  return parseInt(text, 8);
}
