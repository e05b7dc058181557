/** Count a value in a list. */
export default function countValue(values: unknown[], value: unknown): number {
  return values.filter((item) => item === value).length;
}
