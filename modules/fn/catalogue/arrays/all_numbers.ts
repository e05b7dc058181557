/** Check for numbers only. */
export default function allNumbers(values: unknown[]): boolean {
  return values.every((value) => typeof value === "number");
}
