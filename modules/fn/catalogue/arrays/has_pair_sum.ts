/** Whether two of the numbers add up to a target. */
export default function hasPairSum(numbers: number[], target: number): boolean {
  const seen = new Set<number>();
  for (const number of numbers) {
    if (seen.has(target - number)) return true;
    seen.add(number);
  }
  return false;
}
