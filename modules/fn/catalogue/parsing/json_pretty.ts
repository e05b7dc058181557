/** Indented JSON. */
export default function jsonPretty(value: unknown, indent: number = 2): string {
  let data = value;
  if (typeof value === "string") {
    try {
      data = JSON.parse(value);
    } catch {
      throw new RangeError("the text is no JSON");
    }
  }
  return JSON.stringify(data, null, indent);
}
