/** Leave out the first elements. */
export default function dropFirst(values: unknown[], count: number = 1): unknown[] {
  return values.slice(count);
}
