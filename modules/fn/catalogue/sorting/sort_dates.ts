/** Sort dates. */
export default function sortDates(dates: string[], order: string = "asc"): string[] {
  const sorted = [...dates].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return order === "desc" ? sorted.reverse() : sorted;
}
