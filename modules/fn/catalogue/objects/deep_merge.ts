/** Merge objects deeply, the second wins. */
type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

export default function deepMerge(a: Tree, b: Tree): Tree {
  const out: Tree = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const own = Object.hasOwn(a, key) ? a[key] : undefined;
    out[key] = isTree(own) && isTree(value) ? deepMerge(own, value) : value;
  }
  return out;
}
