/** Liters per 100 km for a number of miles per US gallon. */
export default function mpgToLitersPer100km(mpg: number): number {
  if (mpg <= 0) throw new RangeError('the mileage must be positive');
  return 378.5411784 / (1.609344 * mpg);
}
