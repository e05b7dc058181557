/** Last path segment of a URL. */
const parts = (url: string) => /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d+))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/i.exec(url);

export default function urlLastSegment(url: string): string {
  const found = parts(url);
  if (!found) throw new RangeError("no absolute URL");
  const segments = found[4]!.split("/").filter((part) => part !== "");
  if (segments.length === 0) throw new RangeError("the path has no segment");
  return segments[segments.length - 1]!;
}
