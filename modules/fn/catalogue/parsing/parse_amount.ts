/** Price or grouped number to number. */
export default function parseAmount(text: string): number {
  const found = /^\s*([-+]?)\s*[$€£¥]?\s*([-+]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*[$€£¥]?\s*$/.exec(text);
  if (!found || (found[1] && found[2])) throw new RangeError("no such amount");
  return Number(found[1]! + found[2]! + found[3]!.replace(/,/g, "") + (found[4] ?? ""));
}
