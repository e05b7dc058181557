/** Query parameters of a URL. */
const parts = (url: string) => /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d+))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/i.exec(url);

export default function urlParams(url: string): Record<string, string> {
  const found = parts(url);
  if (!found) throw new RangeError("no absolute URL");
  const decode = (text: string) => decodeURIComponent(text.replace(/\+/g, " "));
  const out: Record<string, string> = Object.create(null);
  for (const pair of (found[5] ?? "").split("&").filter((item) => item !== "")) {
    const at = pair.indexOf("=");
    const key = decode(at < 0 ? pair : pair.slice(0, at));
    if (key in out) throw new RangeError(`the parameter ${key} occurs twice`);
    out[key] = at < 0 ? "" : decode(pair.slice(at + 1));
  }
  return out;
}
