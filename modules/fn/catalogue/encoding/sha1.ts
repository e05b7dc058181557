/** FIPS 180-4, of the text as UTF-8. */
export default function sha1(text: string): string {
  const bytes = padded(text, 64);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const turn = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
  for (let block = 0; block < bytes.length; block += 64) {
    const words: number[] = [];
    for (let i = 0; i < 80; i += 1) {
      words.push(i < 16
        ? [0, 1, 2, 3].reduce((sum, at) => (sum << 8) | bytes[block + i * 4 + at]!, 0)
        : turn(words[i - 3]! ^ words[i - 8]! ^ words[i - 14]! ^ words[i - 16]!, 1));
    }
    let [a, b, c, d, e] = state as [number, number, number, number, number];
    for (let i = 0; i < 80; i += 1) {
      const round = Math.floor(i / 20);
      const mixed = [(b & c) | (~b & d), b ^ c ^ d, (b & c) | (b & d) | (c & d), b ^ c ^ d][round]!;
      const key = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][round]!;
      const next = (turn(a, 5) + mixed + e + key + words[i]!) | 0;
      [e, d, c, b, a] = [d, c, turn(b, 30), a, next];
    }
    [a, b, c, d, e].forEach((value, i) => { state[i] = (state[i]! + value) | 0; });
  }
  return state.map((value) => (value >>> 0).toString(16).padStart(8, '0')).join('');
}

function bytesOf(text: string): number[] {
  const escaped = encodeURIComponent(text).matchAll(/%(..)|(.)/g);
  return [...escaped].map(([, hex, plain]) => (hex ? parseInt(hex, 16) : plain!.charCodeAt(0)));
}

/** The bytes, a one bit, zeros and the length in bits, in whole blocks. */
function padded(text: string, block: number): number[] {
  const bytes = bytesOf(text);
  const length = bytes.length * 8;
  bytes.push(128);
  while (bytes.length % block !== block - 8) bytes.push(0);
  for (let at = 7; at >= 0; at -= 1) bytes.push(Math.floor(length / 256 ** at) % 256);
  return bytes;
}
