/** Keys of two objects whose values differ. */
const alike = (left: unknown, right: unknown): boolean => {
  if (left === null || right === null || typeof left !== "object" || typeof right !== "object") return left === right;
  const names = Object.keys(left);
  return Array.isArray(left) === Array.isArray(right) && names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && alike((left as Record<string, unknown>)[name], (right as Record<string, unknown>)[name]));
};

export default function changedKeys(a: Record<string, unknown>, b: Record<string, unknown>): string[] {
  return Object.keys(a).filter((key) => Object.hasOwn(b, key) && !alike(a[key], b[key]));
}
