/** Natural logarithm. */
export default function naturalLogarithm(n: number): number {
  return Math.log(n);
}
