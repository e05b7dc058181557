/** JSON without white space. */
export default function jsonMinify(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    throw new RangeError("the text is no JSON");
  }
}
