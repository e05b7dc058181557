/** Check for a whole number. */
export default function isInteger(value: number): boolean {
  return Number.isInteger(value);
}
