/** Eight bits for each byte of UTF-8, with or without white space between. */
export default function binaryToText(text: string): string {
  const words = text.trim().split(/\s+/);
  const spaced = words.length > 1 && words.every((word) => /^[01]{1,8}$/.test(word));
  const bits = spaced ? words.map((word) => word.padStart(8, '0')).join('') : words.join('');
  if (!/^(?:[01]{8})*$/.test(bits)) throw new RangeError('the text is not of bytes in binary');
  try {
    return decodeURIComponent((bits.match(/.{8}/g) ?? [])
      .map((byte) => '%' + parseInt(byte, 2).toString(16).padStart(2, '0')).join(''));
  } catch {
    throw new RangeError('the bytes are no UTF-8');
  }
}
