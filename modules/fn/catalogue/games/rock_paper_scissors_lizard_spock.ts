/** By what each of them chose. */
export default function rockPaperScissorsLizardSpock(player1: string, player2: string, draw: string): string {
  const hands = ['rock', 'spock', 'paper', 'lizard', 'scissors'];
  const [a, b] = [player1, player2].map((hand) => hands.indexOf(hand.toLowerCase())) as [number, number];
  if (a < 0 || b < 0) throw new RangeError('a hand is rock, paper, scissors, lizard or Spock');
  return a === b ? draw : (a - b + 5) % 5 < 3 ? 'player1' : 'player2';
}
