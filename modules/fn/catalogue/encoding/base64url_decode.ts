/** RFC 4648, the alphabet that is safe in URLs, padded or not; the bytes are UTF-8. */
export default function base64urlDecode(text: string): string {
  const digits = text.replace(/=+$/, '');
  if (!/^[\w-]*$/.test(digits) || digits.length % 4 === 1) throw new RangeError('the text is no base64url');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const bits = [...digits].map((c) => alphabet.indexOf(c).toString(2).padStart(6, '0')).join('');
  try {
    return decodeURIComponent((bits.match(/.{8}/g) ?? [])
      .map((byte) => '%' + parseInt(byte, 2).toString(16).padStart(2, '0')).join(''));
  } catch {
    throw new RangeError('the bytes are no UTF-8');
  }
}
