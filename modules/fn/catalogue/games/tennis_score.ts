/** Such as "Fifteen-Love", "Deuce", "Advantage player1" and "Win for player2". */
export default function tennisScore(player1: number, player2: number): string {
  const ahead = player1 > player2 ? 'player1' : 'player2';
  const lead = Math.abs(player1 - player2);
  const most = Math.max(player1, player2);
  if (most > 4 && lead > 2) throw new RangeError('the game was over before');
  const names = ['Love', 'Fifteen', 'Thirty', 'Forty'];
  if (most >= 4 || (lead === 0 && most === 3)) {
    return lead === 0 ? 'Deuce' : lead === 1 ? `Advantage ${ahead}` : `Win for ${ahead}`;
  }
  return lead === 0 ? `${names[player1]}-All` : `${names[player1]}-${names[player2]}`;
}
