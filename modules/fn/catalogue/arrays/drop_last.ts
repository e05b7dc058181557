/** Leave out the last elements. */
export default function dropLast(values: unknown[], count: number = 1): unknown[] {
  return values.slice(0, Math.max(0, values.length - count));
}
