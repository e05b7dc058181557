/** Cookie header to object. */
export default function parseCookies(cookie: string): Record<string, string> {
  const out: Record<string, string> = Object.create(null);
  for (const part of cookie.split(";").filter((item) => item.trim() !== "")) {
    const at = part.indexOf("=");
    if (at < 0) throw new RangeError("a cookie has no =");
    out[part.slice(0, at).trim()] ??= part.slice(at + 1).trim();
  }
  return out;
}
