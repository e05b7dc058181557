/** Kilocalories (the calories of food) of an energy in kilojoules, 4.184 kJ each. */
export default function kilojoulesToKilocalories(energy: number): number {
  return energy / 4.184;
}
