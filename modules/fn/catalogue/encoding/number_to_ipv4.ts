/** In dotted form. */
export default function numberToIpv4(n: number): string {
  return [3, 2, 1, 0].map((at) => Math.floor(n / 256 ** at) % 256).join('.');
}
