/** Prefix length to subnet mask. */
const toIp = (n: number) => [24, 16, 8, 0].map((shift) => Math.floor(n / 2 ** shift) % 256).join(".");

export default function prefixToMask(prefix: number): string {
  const n = prefix === 0 ? 0 : 2 ** 32 - 2 ** (32 - prefix);
  return toIp(n);
}
