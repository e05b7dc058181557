/** HTTP header lines to object. */
export default function parseHeaders(headers: string): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const line of headers.split(/\r?\n/).filter((item) => item.trim() !== "")) {
    const found = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*?)[ \t]*$/.exec(line);
    if (!found) throw new RangeError("a line is no header");
    out[found[1]!] = Object.hasOwn(out, found[1]!) ? `${out[found[1]!]}, ${found[2]}` : found[2]!;
  }
  return out;
}
