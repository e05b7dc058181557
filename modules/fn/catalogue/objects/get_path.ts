/** Value at a path. */
export default function getPath(object: unknown, path: string): unknown {
  let node: unknown = object;
  for (const key of path.replace(/\[(\d+)\]/g, ".$1").split(".")) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) return null;
    node = (node as Record<string, unknown>)[key];
  }
  return node;
}
