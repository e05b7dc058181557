/** Hexadecimal to number. */
export default function fromHex(text: string): number | null {
  return /^(?:0x)?[0-9a-f]+$/i.test(text) ? parseInt(text, 16) : null;
}
