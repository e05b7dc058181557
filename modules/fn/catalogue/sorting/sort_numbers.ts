/** Sort numbers. */
export default function sortNumbers(numbers: number[], order: string = "asc"): number[] {
  const sorted = [...numbers].sort((a, b) => a - b);
  return order === "desc" ? sorted.reverse() : sorted;
}
