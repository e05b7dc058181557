/** What stands between the first start mark and the next end mark; empty where they are missing. */
export default function textBetween(text: string, start: string, end: string): string {
  const from = text.indexOf(start);
  if (from < 0) return "";
  const to = text.indexOf(end, from + start.length);
  return to < 0 ? "" : text.slice(from + start.length, to);
}
