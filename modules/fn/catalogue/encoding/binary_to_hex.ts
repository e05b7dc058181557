/** Lowercase, without zeros before it. */
export default function binaryToHex(binary: string): string {
  const digits = binary.trim().replace(/^0b/i, '').replace(/[\s_]/g, '');
  if (!/^[01]+$/.test(digits)) throw new RangeError('the text is no binary number');
  return BigInt('0b' + digits).toString(16);
}
