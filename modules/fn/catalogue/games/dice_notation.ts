/** The number of dice, their sides and what is added. */
export default function diceNotation(notation: string): { count: number; sides: number; modifier: number } {
  const found = /^(\d*)d(\d+)(?:([+-])(\d+))?$/i.exec(notation.replace(/\s/g, ''));
  if (!found) throw new RangeError('the text is no dice notation');
  const modifier = Number(found[4] ?? 0);
  return { count: Number(found[1] || 1), sides: Number(found[2]), modifier: found[3] === '-' && modifier ? -modifier : modifier };
}
