/** The exclusive or of the sizes. */
export default function nimSum(piles: number[]): number {
  return piles.reduce((sum, pile) => sum ^ pile, 0);
}
