/** Extension of a file name, without the dot. */
export default function fileExtension(path: string): string {
  const name = path.replace(/[\\/]+$/, "").split(/[\\/]/).pop() ?? "";
  const at = name.lastIndexOf(".");
  return at > 0 ? name.slice(at + 1) : "";
}
