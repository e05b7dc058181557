/** In lowercase; padded or not, of either alphabet. */
export default function base64ToHex(text: string): string {
  const digits = text.trim().replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  if (!/^[\w+/]*$/.test(digits) || digits.includes('_') || digits.length % 4 === 1) throw new RangeError('the text is no Base64');
  const bits = [...digits].map((c) => ALPHABET.indexOf(c).toString(2).padStart(6, '0')).join('');
  return (bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2).toString(16).padStart(2, '0')).join('');
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
