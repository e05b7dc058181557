/** Flatten a nested object to paths. */
export default function flattenKeys(object: Record<string, unknown>, separator: string = "."): Record<string, unknown> {
  const out: Record<string, unknown> = Object.create(null);
  const visit = (tree: Record<string, unknown>, prefix: string) => {
    for (const [key, value] of Object.entries(tree)) {
      const nested = typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
      if (nested) visit(value as Record<string, unknown>, prefix + key + separator);
      else out[prefix + key] = value;
    }
  };
  visit(object, "");
  return out;
}
