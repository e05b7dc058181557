/** Object sorted by its values downwards. */
export default function sortByValueDown(object: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(object);
  if (!entries.every(([, value]) => typeof value === "number")) throw new RangeError("a value is no number");
  if (entries.some(([key]) => /^\d+$/.test(key))) throw new RangeError("keys that are whole numbers cannot be put in order");
  return Object.fromEntries(entries.sort(([, a], [, b]) => (b as number) - (a as number)));
}
