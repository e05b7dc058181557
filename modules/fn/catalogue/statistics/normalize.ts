/** Scale numbers to 0 to 1. */
export default function normalize(numbers: number[]): number[] {
  const min = numbers.reduce((best, value) => Math.min(best, value), Infinity);
  const span = numbers.reduce((best, value) => Math.max(best, value), -Infinity) - min;
  return numbers.map((value) => (span === 0 ? 0 : (value - min) / span));
}
