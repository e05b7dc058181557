/** RFC 2104, of text and key as UTF-8. */
export default function hmacSha256(text: string, key: string): string {
  const secret = bytesOf(key).length > 64 ? sha256(bytesOf(key)) : bytesOf(key);
  const block = [...secret, ...Array(64 - secret.length).fill(0)];
  const inner = sha256([...block.map((byte) => byte ^ 0x36), ...bytesOf(text)]);
  const outer = sha256([...block.map((byte) => byte ^ 0x5c), ...inner]);
  return outer.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function sha256(message: number[]): number[] {
  const bytes = [...message, 128];
  while (bytes.length % 64 !== 56) bytes.push(0);
  for (let at = 7; at >= 0; at -= 1) bytes.push(Math.floor(message.length * 8 / 256 ** at) % 256);
  const keys = rootsOfPrimes(64, 3n, 32n).map(Number);
  const state = rootsOfPrimes(8, 2n, 32n).map(Number);
  const turn = (x: number, by: number): number => (x >>> by) | (x << (32 - by));
  for (let block = 0; block < bytes.length; block += 64) {
    const w: number[] = [];
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) {
        w.push([0, 1, 2, 3].reduce((sum, at) => (sum << 8) | bytes[block + i * 4 + at]!, 0));
        continue;
      }
      const [x, y] = [w[i - 15]!, w[i - 2]!];
      const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
      const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
      w.push((w[i - 16]! + s0 + w[i - 7]! + s1) | 0);
    }
    let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i += 1) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const one = (h + s1 + ((e & f) ^ (~e & g)) + keys[i]! + w[i]!) | 0;
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const two = s0 + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = (state[i]! + value) | 0; });
  }
  return state.flatMap((value) => [24, 16, 8, 0].map((at) => (value >>> at) & 255));
}

function bytesOf(text: string): number[] {
  const escaped = encodeURIComponent(text).matchAll(/%(..)|(.)/g);
  return [...escaped].map(([, hex, plain]) => (hex ? parseInt(hex, 16) : plain!.charCodeAt(0)));
}

/** The first bits of the fractional part of the root of each prime. */
function rootsOfPrimes(count: number, power: bigint, bits: bigint): bigint[] {
  const out: bigint[] = [];
  for (let n = 2; out.length < count; n += 1) {
    if (Array.from({ length: n }, (_, i) => i).some((i) => i > 1 && n % i === 0)) continue;
    const scaled = BigInt(n) << (power * bits);
    let root = 1n << (bits + 5n);
    for (let next = root - 1n; next < root;) {
      root = next;
      next = ((power - 1n) * root + scaled / root ** (power - 1n)) / power;
    }
    out.push(BigInt.asUintN(Number(bits), root));
  }
  return out;
}
