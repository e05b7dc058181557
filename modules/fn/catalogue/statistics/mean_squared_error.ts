/** Mean squared error. */
export default function meanSquaredError(predicted: number[], actual: number[]): number {
  if (predicted.length !== actual.length) throw new RangeError('both lists need the same length');
  return predicted.reduce((sum, value, index) => sum + (value - actual[index]!) ** 2, 0) / predicted.length;
}
