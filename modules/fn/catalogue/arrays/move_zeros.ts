/** Move zeros to the end. */
export default function moveZeros(numbers: number[]): number[] {
  const others = numbers.filter((value) => value !== 0);
  return [...others, ...numbers.filter((value) => value === 0)];
}
