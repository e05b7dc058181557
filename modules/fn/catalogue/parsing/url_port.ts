/** Port of a URL. */
const parts = (url: string) => /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d+))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/i.exec(url);

export default function urlPort(url: string): number {
  const found = parts(url);
  if (!found) throw new RangeError("no absolute URL");
  if (found[3] === undefined) throw new RangeError("the URL names no port");
  return Number(found[3]);
}
