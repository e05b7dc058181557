/** Page ranges to numbers. */
export default function expandRanges(text: string): number[] {
  const out: number[] = [];
  for (const part of text.split(",")) {
    const found = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part);
    if (!found) throw new RangeError("no list such as 1-3,5");
    const [first, last] = [Number(found[1]), Number(found[2] ?? found[1])];
    if (last < first || last - first > 10000) throw new RangeError("a range goes downwards or is too long");
    for (let n = first; n <= last; n++) out.push(n);
  }
  return out;
}
