/** Sort the words of a text. */
export default function sortWords(text: string): string {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return text
    .split(/\s+/u)
    .filter((word) => word !== "")
    .sort((a, b) => compare(a.toLowerCase(), b.toLowerCase()) || compare(a, b))
    .join(" ");
}
