/** Smallest and largest number. */
export default function minMax(numbers: number[]): { min: number; max: number } {
  return { min: Math.min(...numbers), max: Math.max(...numbers) };
}
