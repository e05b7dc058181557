/** Content of a .env file to object. */
export default function parseDotenv(text: string): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const found = /^(?:export\s+)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^#]*?))\s*(?:#.*)?$/.exec(line);
    if (!found) throw new RangeError("a line is no NAME=value");
    out[found[1]!] = found[2] ?? found[3] ?? found[4] ?? "";
  }
  return out;
}
