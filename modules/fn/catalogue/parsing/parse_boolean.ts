/** yes or no text to boolean. */
export default function parseBoolean(text: string): boolean {
  const word = text.trim().toLowerCase();
  if (["true", "yes", "y", "on", "1"].includes(word)) return true;
  if (["false", "no", "n", "off", "0"].includes(word)) return false;
  throw new RangeError("neither yes nor no");
}
