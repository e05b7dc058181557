/** List to lines of JSON. */
export default function toNdjson(items: unknown[]): string {
  return items.map((item) => JSON.stringify(item)).join("\n");
}
