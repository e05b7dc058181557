/** Sum of the numbers up to n. */
export default function sumToN(n: number): number {
  return (n * (n + 1)) / 2;
}
