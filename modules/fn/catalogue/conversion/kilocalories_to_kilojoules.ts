/** Kilojoules of an energy in kilocalories (the calories of food), 4.184 kJ each. */
export default function kilocaloriesToKilojoules(energy: number): number {
  return energy * 4.184;
}
