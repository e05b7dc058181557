/** The bytes are UTF-8; white space, colons and 0x may stand before them. */
export default function hexToText(hex: string): string {
  const digits = hex.replace(/0x|[\s:,]/gi, '');
  if (!/^(?:[0-9a-f]{2})*$/i.test(digits)) throw new RangeError('the text is not of pairs of hexadecimal digits');
  try {
    return decodeURIComponent(digits.replace(/../g, '%$&'));
  } catch {
    throw new RangeError('the bytes are no UTF-8');
  }
}
