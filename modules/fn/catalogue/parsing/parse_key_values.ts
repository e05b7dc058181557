/** key=value lines to object. */
export default function parseKeyValues(text: string): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const line of text.split(/\r?\n/).filter((item) => item.trim() !== "")) {
    const at = line.indexOf("=");
    if (at < 0) throw new RangeError("a line has no =");
    out[line.slice(0, at).trim()] = line.slice(at + 1).trim();
  }
  return out;
}
