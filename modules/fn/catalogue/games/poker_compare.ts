/** By category, then by ranks; suits never decide. */
export default function pokerCompare(hand1: string[], hand2: string[], tie: string): string {
  const [a, b] = [value(hand1), value(hand2)];
  const at = a.findIndex((part, i) => part !== b[i]);
  return at < 0 ? tie : a[at]! > b[at]! ? 'hand1' : 'hand2';
}

/** Ranks from 2 to 14 and suits of five different cards such as "10H" or "K♠". */
function parse(cards: string[]): { rank: number; suit: string }[] {
  const out = cards.map((card) => {
    const found = /^(10|[2-9TJQKA])\s*([CDHS♣♦♥♠])\uFE0F?$/iu.exec(card);
    if (!found) throw new RangeError(`${card} is no card`);
    const rank = found[1] === '10' ? 10 : '23456789TJQKA'.indexOf(found[1]!.toUpperCase()) + 2;
    const at = '♣♦♥♠'.indexOf(found[2]!);
    return { rank, suit: at < 0 ? found[2]!.toUpperCase() : 'CDHS'[at]! };
  });
  const names = new Set(out.map(({ rank, suit }) => rank + suit));
  if (out.length !== 5 || names.size !== 5) throw new RangeError('a hand has five different cards');
  return out;
}

/** The category from 0, and the ranks that decide within it. */
function value(cards: string[]): number[] {
  const hand = parse(cards);
  const counts = new Map<number, number>();
  for (const { rank } of hand) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || b - a);
  const ranks = sorted.map(([rank]) => rank);
  const shape = sorted.map(([, count]) => count).join('');
  const wheel = ranks.join() === '14,5,4,3,2';
  const straight = shape === '11111' && (wheel || ranks[0]! - ranks[4]! === 4);
  const flush = new Set(hand.map(({ suit }) => suit)).size === 1;
  const deciding = wheel ? [5, 4, 3, 2, 1] : ranks;
  if (straight && flush) return [deciding[0] === 14 ? 9 : 8, ...deciding];
  const plain = { '41': 7, '32': 6, '311': 3, '221': 2, '2111': 1 }[shape];
  return [plain ?? (flush ? 5 : straight ? 4 : 0), ...deciding];
}
