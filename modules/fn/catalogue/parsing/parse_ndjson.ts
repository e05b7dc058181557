/** Lines of JSON to a list. */
export default function parseNdjson(text: string): unknown {
  return text.split("\n").filter((line) => line.trim() !== "").map((line) => {
    try {
      return JSON.parse(line);
    } catch {
      throw new RangeError("a line is no JSON");
    }
  });
}
