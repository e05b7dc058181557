/** Split a text. */
export default function split(text: string, separator: string): string[] {
  return text === "" ? [] : text.split(separator);
}
