/** With padding. */
export default function hexToBase64(hex: string): string {
  const digits = hex.replace(/0x|[\s:]/gi, '');
  if (!/^(?:[0-9a-f]{2})*$/i.test(digits)) throw new RangeError('the text is not of pairs of hexadecimal digits');
  const bits = [...digits].map((c) => parseInt(c, 16).toString(2).padStart(4, '0')).join('');
  const out = (bits.match(/.{1,6}/g) ?? []).map((six) => ALPHABET[parseInt(six.padEnd(6, '0'), 2)]).join('');
  return out.padEnd(Math.ceil(out.length / 4) * 4, '=');
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
