/** Path with another extension. */
export default function changeExtension(path: string, extension: string): string {
  const ending = extension.replace(/^\./, "");
  if (!/^\w[\w-]*(\.\w+)*$/.test(ending)) throw new RangeError("no extension");
  return path.replace(/(?<=[^\\/])\.[^.\\/]*$/, "") + "." + ending;
}
