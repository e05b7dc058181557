/** Tab-separated text with a header to records. */
function split(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted && c === '"' && text[i + 1] === '"') cell += text[i++];
    else if (c === '"') quoted = !quoted;
    else if (quoted) cell += c;
    else if (c === separator) cell = void row.push(cell) ?? "";
    else if (c === "\n") {
      rows.push([...row, cell.replace(/\r$/, "")]);
      row = [];
      cell = "";
    } else cell += c;
  }
  if (quoted) throw new RangeError("a quotation mark is not closed");
  if (cell !== "" || row.length > 0) rows.push([...row, cell.replace(/\r$/, "")]);
  return rows;
}

export default function tsvToRecords(text: string): Record<string, string>[] {
  const [header = [], ...rows] = split(text, "\t");
  return rows.filter((row) => row.length > 1 || row[0] !== "").map((row) => {
    if (row.length > header.length) throw new RangeError("a row is longer than the header");
    return Object.fromEntries(header.map((name, i) => [name, row[i] ?? ""]));
  });
}
