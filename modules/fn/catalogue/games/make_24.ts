/** Each number is used once, in any order and with brackets; or another target. */
export default function make24(numbers: number[], target: number): boolean {
  const search = (left: number[]): boolean => {
    if (left.length === 1) return Math.abs(left[0]! - target) < 1e-6;
    return left.some((a, i) => left.some((b, j) => {
      if (i === j) return false;
      const rest = left.filter((_, at) => at !== i && at !== j);
      return [a + b, a - b, a * b, ...(Math.abs(b) > 1e-9 ? [a / b] : [])].some((value) => search([...rest, value]));
    }));
  };
  if (numbers.length === 0 || numbers.length > 5) throw new RangeError('one to five numbers');
  return search(numbers);
}
