/** Path segments of a URL. */
const parts = (url: string) => /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d+))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/i.exec(url);

export default function urlPathSegments(url: string): string[] {
  const found = parts(url);
  if (!found) throw new RangeError("no absolute URL");
  return found[4]!.split("/").filter((part) => part !== "");
}
