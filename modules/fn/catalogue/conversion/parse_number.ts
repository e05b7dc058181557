/** Text to number. */
export default function parseNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) throw new RangeError("the text is no number");
  return value;
}
