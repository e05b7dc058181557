/** The text that the bytes spell in UTF-8. */
export default function utf8Decode(bytes: number[]): string {
  try {
    return decodeURIComponent(bytes.map((byte) => '%' + byte.toString(16).padStart(2, '0')).join(''));
  } catch {
    throw new RangeError('the bytes are no UTF-8');
  }
}
