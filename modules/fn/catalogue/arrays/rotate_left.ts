/** Rotate to the left. */
export default function rotateLeft(values: unknown[], count: number): unknown[] {
  if (values.length === 0) return [];
  const turn = count % values.length;
  return [...values.slice(turn), ...values.slice(0, turn)];
}
