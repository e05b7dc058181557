/** Midrange. */
export default function midrange(numbers: number[]): number {
  let low = numbers[0];
  let high = numbers[0];
  for (const value of numbers) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return (low + high) / 2;
}
