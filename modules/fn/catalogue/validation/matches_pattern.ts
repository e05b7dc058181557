/** Check against a regular expression. */
export default function matchesPattern(text: string, pattern: string): boolean {
  return new RegExp(pattern, "u").test(text);
}
