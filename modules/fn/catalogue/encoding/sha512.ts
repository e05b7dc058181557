/** FIPS 180-4, of the text as UTF-8. */
export default function sha512(text: string): string {
  const bytes = padded(text, 128);
  const keys = rootsOfPrimes(80, 3n, 64n);
  const state = rootsOfPrimes(8, 2n, 64n);
  const wrap = (x: bigint): bigint => BigInt.asUintN(64, x);
  const turn = (x: bigint, by: bigint): bigint => (x >> by) | wrap(x << (64n - by));
  for (let block = 0; block < bytes.length; block += 128) {
    const w: bigint[] = [];
    for (let i = 0; i < 80; i += 1) {
      if (i < 16) {
        const word = bytes.slice(block + i * 8, block + i * 8 + 8);
        w.push(word.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n));
        continue;
      }
      const [x, y] = [w[i - 15]!, w[i - 2]!];
      const s0 = turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n);
      const s1 = turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n);
      w.push(wrap(w[i - 16]! + s0 + w[i - 7]! + s1));
    }
    let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let i = 0; i < 80; i += 1) {
      const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n);
      const one = h + s1 + ((e & f) ^ (wrap(~e) & g)) + keys[i]! + w[i]!;
      const s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
      const two = s0 + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, wrap(d + one), c, b, a, wrap(one + two)];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = wrap(state[i]! + value); });
  }
  return state.map((value) => value.toString(16).padStart(16, '0')).join('');
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
