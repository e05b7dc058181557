/** Mean absolute error. */
export default function meanAbsoluteError(predicted: number[], actual: number[]): number {
  if (predicted.length !== actual.length) throw new RangeError('both lists need the same length');
  return predicted.reduce((sum, value, index) => sum + Math.abs(value - actual[index]!), 0) / predicted.length;
}
