/** Check for a path. */
export default function hasPath(object: unknown, path: string): boolean {
  let node: unknown = object;
  for (const key of path.replace(/\[(\d+)\]/g, ".$1").split(".")) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) return false;
    node = (node as Record<string, unknown>)[key];
  }
  return true;
}
