/** URL with a query parameter set. */
const parts = (url: string) => /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d+))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/i.exec(url);

export default function urlSetParam(url: string, name: string, value: unknown): string {
  const found = parts(url);
  if (!found) throw new RangeError("no absolute URL");
  const key = encodeURIComponent(name);
  const kept = (found[5] ?? "").split("&").filter((pair) => pair !== "" && pair.split("=")[0] !== key);
  const query = [...kept, `${key}=${encodeURIComponent(String(value))}`].join("&");
  const [before = "", fragment] = url.split("#");
  return before.split("?")[0] + "?" + query + (fragment === undefined ? "" : "#" + fragment);
}
