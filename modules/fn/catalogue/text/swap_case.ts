/** Swap upper and lower case. */
export default function swapCase(text: string): string {
  return [...text]
    .map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase()))
    .join("");
}
