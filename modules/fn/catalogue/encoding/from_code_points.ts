/** Numbers, or texts such as U+0041. */
export default function fromCodePoints(codes: any[]): string {
  return codes.map((code) => {
    const hex = typeof code === 'string' && /^(?:U\+|\\u\{?|0x)([0-9a-f]{1,6})\}?$/i.exec(code);
    const point = hex ? parseInt(hex[1]!, 16) : Number(code);
    if (!(Number.isInteger(point) && point >= 0 && point <= 0x10ffff)) throw new RangeError('that is no code point');
    return String.fromCodePoint(point);
  }).join('');
}
