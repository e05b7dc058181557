/** Replace a text everywhere. */
export default function replaceAll(text: string, search: string, replacement: string): string {
  return search === "" ? text : text.split(search).join(replacement);
}
