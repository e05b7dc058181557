/** Count the values above the average. */
export default function countAboveAverage(numbers: number[]): number {
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  return numbers.filter((value) => value > mean).length;
}
