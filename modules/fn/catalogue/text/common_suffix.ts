/** The longest ending that all texts share. */
export default function commonSuffix(strings: string[]): string {
  if (strings.length === 0) return "";
  let suffix = strings[0]!;
  for (const text of strings) while (!text.endsWith(suffix)) suffix = suffix.slice(1);
  return suffix;
}
