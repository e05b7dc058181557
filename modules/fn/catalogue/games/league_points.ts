/** Three for a win and one for a draw. */
export default function leaguePoints(wins: number, draws: number, losses: number): number {
  return 3 * wins + draws;
}
