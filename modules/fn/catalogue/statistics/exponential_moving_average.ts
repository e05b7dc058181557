/** Exponential moving average. */
export default function exponentialMovingAverage(numbers: number[], alpha: number): number[] {
  const averages: number[] = [];
  for (const value of numbers) {
    const last = averages.at(-1);
    averages.push(last === undefined ? value : alpha * value + (1 - alpha) * last);
  }
  return averages;
}
