/** Binary to number. */
export default function fromBinary(text: string): number {
  if (!/^[01]+$/.test(text)) throw new RangeError("the text is no binary number");
  return parseInt(text, 2);
}
