/** Every second element. */
export default function everySecond(values: unknown[]): unknown[] {
  return values.filter((_, i) => i % 2 === 0);
}
