/** Sort texts by length. */
export default function sortByLength(strings: string[], order: string = "asc"): string[] {
  const sign = order === "desc" ? -1 : 1;
  return [...strings].sort((a, b) => sign * ([...a].length - [...b].length));
}
