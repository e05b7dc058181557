/** Text before the first or the last occurrence of a mark. */
export default function textBefore(text: string, mark: string, last: boolean = false): string {
  const at = last ? text.lastIndexOf(mark) : text.indexOf(mark);
  if (at < 0) throw new RangeError("the mark does not occur");
  return text.slice(0, at);
}
