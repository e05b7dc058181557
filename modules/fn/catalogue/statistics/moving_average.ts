/** Moving average. */
export default function movingAverage(numbers: number[], size: number): number[] {
  const out: number[] = [];
  for (let i = size; i <= numbers.length; i++) {
    out.push(numbers.slice(i - size, i).reduce((sum, value) => sum + value, 0) / size);
  }
  return out;
}
