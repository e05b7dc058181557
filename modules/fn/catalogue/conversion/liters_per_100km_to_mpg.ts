/** Miles per US gallon for a number of liters per 100 km. */
export default function litersPer100kmToMpg(liters: number): number {
  if (liters <= 0) throw new RangeError('the consumption must be positive');
  return 378.5411784 / (1.609344 * liters);
}
