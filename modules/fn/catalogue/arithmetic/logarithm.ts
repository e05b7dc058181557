/** Logarithm. */
export default function logarithm(value: number, base: number): number {
  return Math.log(value) / Math.log(base);
}
