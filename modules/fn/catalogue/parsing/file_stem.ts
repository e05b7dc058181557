/** File name without its extension. */
export default function fileStem(path: string): string {
  const name = path.replace(/[\\/]+$/, "").split(/[\\/]/).pop() ?? "";
  const at = name.lastIndexOf(".");
  return at > 0 ? name.slice(0, at) : name;
}
