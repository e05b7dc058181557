/** Whether the best total passes 21. */
export default function blackjackBust(cards: any[]): boolean {
  return total(cards) > 21;
}

/** The best total: aces count 11 while that does not pass 21. */
function total(cards: any[]): number {
  const values = cards.map((card) => {
    const rank = String(card).toUpperCase().replace(/\s*([CDHS♣♦♥♠]|OF \w+)\uFE0F?$/u, '');
    if (/^(?:A|ACE)$/.test(rank)) return 1;
    if (/^(?:[TJQK]|JACK|QUEEN|KING)$/.test(rank)) return 10;
    const value = Number(rank);
    if (!Number.isInteger(value) || value < 2 || value > 10) throw new RangeError(`${card} is no card`);
    return value;
  });
  const sum = values.reduce((a, b) => a + b, 0);
  return values.includes(1) && sum <= 11 ? sum + 10 : sum;
}
