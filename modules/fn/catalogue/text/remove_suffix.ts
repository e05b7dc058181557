/** Text without a suffix, unchanged where it does not end with it. */
export default function removeSuffix(text: string, suffix: string): string {
  return text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text;
}
