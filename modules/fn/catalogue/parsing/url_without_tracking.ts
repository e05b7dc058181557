/** URL without utm parameters. */
const parts = (url: string) => /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d+))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/i.exec(url);

export default function urlWithoutTracking(url: string): string {
  const found = parts(url);
  if (!found) throw new RangeError("no absolute URL");
  const query = (found[5] ?? "").split("&").filter((pair) => pair !== "" && !/^utm_/i.test(pair)).join("&");
  return url.replace(/\?[^#]*/, query === "" ? "" : `?${query}`);
}
