/** Sort texts alphabetically. */
export default function sortStrings(strings: string[], order: string = "asc"): string[] {
  const sign = order === "desc" ? -1 : 1;
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...strings].sort(
    (a, b) => sign * (compare(a.toLowerCase(), b.toLowerCase()) || compare(a, b)),
  );
}
