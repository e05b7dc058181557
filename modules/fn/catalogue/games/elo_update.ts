/** With score 1 for a win, 0.5 for a draw and 0 for a loss; not rounded. */
export default function eloUpdate(rating: number, opponent: number, score: any, k: number): number {
  const points = typeof score === 'string' ? { win: 1, draw: 0.5, loss: 0 }[score.toLowerCase()] : Number(score);
  if (points !== 0 && points !== 0.5 && points !== 1) throw new RangeError('the score is 1, 0.5 or 0');
  return rating + k * (points - 1 / (1 + 10 ** ((opponent - rating) / 400)));
}
