/** Round up. */
export default function ceil(n: number): number {
  const up = Math.ceil(n);
  return up === 0 ? 0 : up;
}
