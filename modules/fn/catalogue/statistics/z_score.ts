/** Standard score of a value. */
export default function zScore(value: number, mean: number, deviation: number): number {
  if (deviation <= 0) throw new RangeError("the standard deviation is not positive");
  return (value - mean) / deviation;
}
