/** By the official rules; 0 where the dice do not fit the category. */
export default function yahtzeeScore(dice: number[], category: string): number {
  if (dice.length !== 5) throw new RangeError('there are five dice');
  const sum = dice.reduce((a, b) => a + b, 0);
  const counts = [1, 2, 3, 4, 5, 6].map((face) => dice.filter((die) => die === face).length);
  const runs = counts.map((count) => (count > 0 ? 'x' : ' ')).join('');
  const key = category.toLowerCase().replace(/[^a-z0-9]/g, '').replace('3', 'three').replace('4', 'four');
  const upper = ['ones', 'twos', 'threes', 'fours', 'fives', 'sixes'].findIndex((name) => name === key || key === 'aces' && name === 'ones');
  if (upper >= 0) return counts[upper]! * (upper + 1);
  const most = Math.max(...counts);
  const rules: Record<string, number> = {
    threeofakind: most >= 3 ? sum : 0, fourofakind: most >= 4 ? sum : 0,
    fullhouse: counts.includes(3) && counts.includes(2) ? 25 : 0,
    smallstraight: runs.includes('xxxx') ? 30 : 0, largestraight: runs.includes('xxxxx') ? 40 : 0,
    yahtzee: most === 5 ? 50 : 0, chance: sum,
  };
  if (!Object.hasOwn(rules, key)) throw new RangeError(`${category} is no category`);
  return rules[key]!;
}
