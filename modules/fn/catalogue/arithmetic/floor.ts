/** Round down. */
export default function floor(n: number): number {
  const down = Math.floor(n);
  return down === 0 ? 0 : down;
}
