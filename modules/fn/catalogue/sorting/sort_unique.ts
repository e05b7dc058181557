/** Sort numbers without duplicates. */
export default function sortUnique(numbers: number[], order: string): number[] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  return order === "desc" ? sorted.reverse() : sorted;
}
