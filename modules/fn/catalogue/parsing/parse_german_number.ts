/** German number text to number. */
export default function parseGermanNumber(text: string): number {
  const found = /^\s*([-+]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?\s*$/.exec(text);
  if (!found) throw new RangeError("no German number");
  return Number(found[1]! + found[2]!.replace(/\./g, "") + "." + (found[3] ?? "0"));
}
