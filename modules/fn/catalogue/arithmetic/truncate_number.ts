/** Integer part of a number. */
export default function truncateNumber(n: number): number {
  const whole = Math.trunc(n);
  return whole === 0 ? 0 : whole;
}
