/** With best play, where who takes the last stone wins. */
export default function nimFirstWins(piles: number[]): boolean {
  return piles.reduce((sum, pile) => sum ^ pile, 0) !== 0;
}
