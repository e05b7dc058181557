/** Check whether numbers are sorted. */
export default function isSorted(numbers: number[], order: string = "asc"): boolean {
  return numbers.every(
    (value, i) => i === 0 || (order === "desc" ? value <= numbers[i - 1]! : value >= numbers[i - 1]!),
  );
}
