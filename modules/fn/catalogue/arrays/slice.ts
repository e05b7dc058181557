/** Part of a list between two positions, the end excluded. */
export default function slice(values: unknown[], start: number, end: number): unknown[] {
  return values.slice(start, end);
}
