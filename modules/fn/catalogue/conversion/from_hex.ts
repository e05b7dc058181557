/** Hexadecimal to number. */
export default function fromHex(text: string): number {
  if (!/^(?:0x)?[0-9a-f]+$/i.test(text)) throw new RangeError("the text is no hexadecimal number");
  return parseInt(text, 16);
}
