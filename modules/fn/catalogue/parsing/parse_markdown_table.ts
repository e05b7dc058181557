/** Markdown table to records. */
export default function parseMarkdownTable(text: string): Record<string, string>[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "");
  const cells = (line: string) => line.replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
  if (lines.length < 2 || !cells(lines[1]!).every((cell) => /^:?-+:?$/.test(cell))) throw new RangeError("no Markdown table");
  const names = cells(lines[0]!);
  return lines.slice(2).map((line) => Object.fromEntries(names.map((name, i) => [name, cells(line)[i] ?? ""])));
}
