/** Sort the letters of a text. */
export default function sortCharacters(text: string, order: string = "asc"): string {
  const sorted = [...text].sort();
  return (order === "desc" ? sorted.reverse() : sorted).join("");
}
