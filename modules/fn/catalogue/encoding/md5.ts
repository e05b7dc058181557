/** RFC 1321, of the text as UTF-8. */
export default function md5(text: string): string {
  const bytes = bytesOf(text);
  const length = bytes.length * 8;
  bytes.push(128);
  while (bytes.length % 64 !== 56) bytes.push(0);
  for (let at = 0; at < 8; at += 1) bytes.push(Math.floor(length / 256 ** at) % 256);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  const turns = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
  for (let block = 0; block < bytes.length; block += 64) {
    const word = (i: number): number => [3, 2, 1, 0].reduce(
      (sum, at) => (sum << 8) | bytes[block + i * 4 + at]!, 0);
    let [a, b, c, d] = state as [number, number, number, number];
    for (let i = 0; i < 64; i += 1) {
      const round = i >> 4;
      const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round]!;
      const at = [i, 5 * i + 1, 3 * i + 5, 7 * i][round]! % 16;
      const sine = Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32);
      const sum = (a + mixed + sine + word(at)) | 0;
      const turn = turns[round]![i % 4]!;
      [a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0];
    }
    [a, b, c, d].forEach((value, i) => { state[i] = (state[i]! + value) | 0; });
  }
  const hex = (byte: number): string => (byte & 255).toString(16).padStart(2, '0');
  return state.map((value) => [0, 8, 16, 24].map((at) => hex(value >>> at)).join('')).join('');
}

function bytesOf(text: string): number[] {
  const escaped = encodeURIComponent(text).matchAll(/%(..)|(.)/g);
  return [...escaped].map(([, hex, plain]) => (hex ? parseInt(hex, 16) : plain!.charCodeAt(0)));
}
