/** Product of all the other numbers for each number. */
export default function productExceptSelf(numbers: number[]): number[] {
  const result: number[] = new Array(numbers.length).fill(1);
  let before = 1;
  let after = 1;
  for (let i = 0; i < numbers.length; i += 1) {
    const j = numbers.length - 1 - i;
    result[i]! *= before;
    before *= numbers[i]!;
    result[j]! *= after;
    after *= numbers[j]!;
  }
  return result;
}
