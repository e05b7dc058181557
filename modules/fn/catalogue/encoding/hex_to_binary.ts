/** Without zeros before it. */
export default function hexToBinary(hex: string): string {
  const digits = hex.trim().replace(/^(?:0x|#)/i, '');
  if (!/^[0-9a-f]+$/i.test(digits)) throw new RangeError('the text is no hexadecimal number');
  if (/^0./.test(digits)) throw new RangeError('with zeros before it, it may be bytes');
  return BigInt('0x' + digits).toString(2);
}
