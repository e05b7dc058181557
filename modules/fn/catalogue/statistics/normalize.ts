/** Scale numbers to 0 to 1. */
export default function normalize(numbers: number[]): number[] {
  const min = Math.min(...numbers);
  const span = Math.max(...numbers) - min;
  return numbers.map((value) => (span === 0 ? 0 : (value - min) / span));
}
