/** Parts joined to a path. */
export default function joinPath(parts: string[]): string {
  return parts.filter((part) => part !== "").join("/").replace(/\/{2,}/g, "/");
}
