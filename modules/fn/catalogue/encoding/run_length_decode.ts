/** Counts stand throughout before (3a2b) or throughout after (a3b2) what they count. */
export default function runLengthDecode(text: string): string {
  const before = /^(?:\d+\D)*$/.test(text);
  const after = /^(?:\D\d+)*$/.test(text);
  if (before === after && text !== '') throw new RangeError('the text is not of characters with counts');
  const runs = [...text.matchAll(before ? /(\d+)(\D)/g : /(\D)(\d+)/g)];
  return runs.map(([, x, y]) => (before ? y! : x!).repeat(Number(before ? x : y))).join('');
}
