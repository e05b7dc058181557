/** Check whether a text contains a whole word, not as a part of a longer one. */
export default function containsWord(text: string, word: string, ignoreCase: boolean = false): boolean {
  const fold = (part: string) => (ignoreCase ? part.toLowerCase() : part);
  const [whole, wanted] = [fold(text), fold(word)];
  const joins = (c: string | undefined) => c !== undefined && /[\p{L}\p{M}\p{N}_]/u.test(c);
  for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + 1)) {
    const before = [...whole.slice(0, at)].at(-1);
    const after = [...whole.slice(at + wanted.length)][0];
    if (!joins(before) && !joins(after)) return true;
  }
  return false;
}
