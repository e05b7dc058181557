/** Text without a prefix, unchanged where it does not start with it. */
export default function removePrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}
