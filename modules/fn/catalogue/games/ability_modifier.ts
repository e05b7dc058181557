/** Half of what the score is above ten, rounded down. */
export default function abilityModifier(score: number): number {
  return Math.floor((score - 10) / 2);
}
