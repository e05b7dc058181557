/** Sort numbers by absolute value. */
export default function sortByAbsoluteValue(numbers: number[], order: string = "asc"): number[] {
  const sign = order === "desc" ? -1 : 1;
  return [...numbers].sort((a, b) => sign * (Math.abs(a) - Math.abs(b)));
}
