/** "QS" and "Q♠" are the Queen of Spades. */
export default function cardName(card: string): string {
  const found = /^(10|[2-9TJQKA])\s*([CDHS♣♦♥♠])\uFE0F?$/iu.exec(card.trim());
  if (!found) throw new RangeError('the text is no card');
  const rank = found[1]!.toUpperCase();
  const names: Record<string, string> = { T: '10', J: 'Jack', Q: 'Queen', K: 'King', A: 'Ace' };
  const at = Math.max('CDHS'.indexOf(found[2]!.toUpperCase()), '♣♦♥♠'.indexOf(found[2]!));
  return `${names[rank] ?? rank} of ${['Clubs', 'Diamonds', 'Hearts', 'Spades'][at]}`;
}
