/** Items as English prose: "a, b and c"; with the Oxford comma where it is asked for. */
export default function joinProse(
  items: string[],
  oxford: boolean = false,
  word: string = "and",
): string {
  const last = items[items.length - 1];
  if (items.length < 3) return items.join(` ${word} `);
  return `${items.slice(0, -1).join(", ")}${oxford ? "," : ""} ${word} ${last}`;
}
