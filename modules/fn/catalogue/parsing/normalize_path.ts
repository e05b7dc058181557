/** Path without . and ... */
export default function normalizePath(path: string): string {
  const absolute = path.startsWith("/");
  const out: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== ".." || (!absolute && (out.length === 0 || out[out.length - 1] === ".."))) out.push(part);
    else out.pop();
  }
  return (absolute ? "/" : "") + out.join("/") || ".";
}
