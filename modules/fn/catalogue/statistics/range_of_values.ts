/** Range of numbers. */
export default function rangeOfValues(numbers: number[]): number {
  let low = numbers[0]!;
  let high = low;
  for (const value of numbers) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low;
}
