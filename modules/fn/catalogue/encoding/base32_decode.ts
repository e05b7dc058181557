/** RFC 4648, padded or not, in either case; the bytes are UTF-8. */
export default function base32Decode(text: string): string {
  const digits = text.toUpperCase().replace(/=+$/, '');
  if (!/^[A-Z2-7]*$/.test(digits) || [1, 3, 6].includes(digits.length % 8)) {
    throw new RangeError('the text is no Base32');
  }
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...digits].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  try {
    return decodeURIComponent((bits.match(/.{8}/g) ?? [])
      .map((byte) => '%' + parseInt(byte, 2).toString(16).padStart(2, '0')).join(''));
  } catch {
    throw new RangeError('the bytes are no UTF-8');
  }
}
