/** The missing number of 1 to n. */
export default function missingNumber(numbers: number[]): number {
  const present = new Set(numbers);
  let candidate = 1;
  while (present.has(candidate)) candidate += 1;
  return candidate;
}
