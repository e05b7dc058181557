/** Position of a number in an ascending list, -1 where it is missing. */
export default function binarySearch(numbers: number[], target: number): number {
  if (numbers.some((value, i) => i > 0 && value < numbers[i - 1]!)) {
    throw new RangeError('the list is not in ascending order');
  }
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < target) low = middle + 1;
    else high = middle;
  }
  return numbers[low] === target ? low : -1;
}
