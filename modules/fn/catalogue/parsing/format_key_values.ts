/** Object to key=value lines. */
export default function formatKeyValues(object: Record<string, unknown>): string {
  return Object.entries(object).map(([key, value]) => `${key}=${value}`).join("\n");
}
