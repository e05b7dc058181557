/** Value of one query parameter of a URL. */
const parts = (url: string) => /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d+))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/i.exec(url);

export default function urlParam(url: string, name: string): string | null {
  const found = parts(url);
  if (!found) throw new RangeError("no absolute URL");
  const decode = (text: string) => decodeURIComponent(text.replace(/\+/g, " "));
  for (const pair of (found[5] ?? "").split("&")) {
    const [key = "", ...value] = pair.split("=");
    if (pair !== "" && decode(key) === name) return decode(value.join("="));
  }
  return null;
}
