/** Rotate to the right. */
export default function rotateRight(values: unknown[], count: number): unknown[] {
  if (values.length === 0) return [];
  const turn = values.length - (count % values.length);
  return [...values.slice(turn), ...values.slice(0, turn)];
}
