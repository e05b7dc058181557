/** Positions of the two numbers that add up to a target. */
export default function twoSum(numbers: number[], target: number): number[] {
  const found: number[][] = [];
  for (let second = 1; second < numbers.length && found.length < 2; second += 1) {
    for (let first = 0; first < second; first += 1) {
      if (numbers[first]! + numbers[second]! === target) found.push([first, second]);
    }
  }
  if (found.length !== 1) throw new RangeError(found.length === 0 ? 'no two of the numbers add up to the target' : 'more than one pair adds up to the target');
  return found[0]!;
}
