/** The expected value. */
export default function diceAverage(notation: string): number {
  const found = /^(\d*)d(\d+)(?:([+-])(\d+))?$/i.exec(notation.replace(/\s/g, ''));
  if (!found || Number(found[2]) < 1) throw new RangeError('the text is no dice notation');
  return Number(found[1] || 1) * (Number(found[2]) + 1) / 2 + (found[3] === '-' ? -1 : 1) * Number(found[4] ?? 0);
}
