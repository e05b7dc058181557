/** Parse JSON. */
export default function parseJson(text: string): unknown {
  return JSON.parse(text);
}
