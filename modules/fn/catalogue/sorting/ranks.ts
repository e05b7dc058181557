/** Rank of each number, the highest is 1, equal numbers share it. */
export default function ranks(numbers: number[]): number[] {
  return numbers.map((number) => 1 + numbers.filter((other) => other > number).length);
}
