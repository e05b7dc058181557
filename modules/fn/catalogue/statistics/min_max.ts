/** Smallest and largest number. */
export default function minMax(numbers: number[]): { min: number; max: number } {
  let min = numbers[0]!;
  let max = min;
  for (const value of numbers) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}
