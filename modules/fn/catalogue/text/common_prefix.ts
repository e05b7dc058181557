/** Longest common prefix. */
export default function commonPrefix(strings: string[]): string {
  let prefix = strings[0] ?? "";
  for (const text of strings) while (!text.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}
