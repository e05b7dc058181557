/** By what each of them chose. */
export default function rockPaperScissors(player1: string, player2: string, draw: string): string {
  const hands = ['rock', 'paper', 'scissors'];
  const [a, b] = [player1, player2].map((hand) => hands.indexOf(hand.toLowerCase())) as [number, number];
  if (a < 0 || b < 0) throw new RangeError('a hand is rock, paper or scissors');
  return a === b ? draw : (a - b + 3) % 3 === 1 ? 'player1' : 'player2';
}
