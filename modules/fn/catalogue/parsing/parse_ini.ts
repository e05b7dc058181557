/** INI file to nested object. */
export default function parseIni(text: string): Record<string, string | Record<string, string>> {
  const out: Record<string, string | Record<string, string>> = Object.create(null);
  let section: Record<string, string | Record<string, string>> = out;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (line === "" || line.startsWith(";") || line.startsWith("#")) continue;
    const name = /^\[([^\]]+)\]$/.exec(line)?.[1]?.trim();
    const at = line.indexOf("=");
    if (name !== undefined) section = (out[name] ??= Object.create(null)) as typeof section;
    else if (at < 0) throw new RangeError("a line is no section and has no =");
    else section[line.slice(0, at).trim()] = line.slice(at + 1).trim();
  }
  return out;
}
