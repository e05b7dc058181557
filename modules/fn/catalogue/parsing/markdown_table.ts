/** Records as a Markdown table. */
export default function markdownTable(records: Record<string, unknown>[]): string {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const cell = (value: unknown) => String(value ?? "").replace(/\|/g, "\\|").replace(/\r?\n/g, " ");
  const rows = [names, names.map(() => "---"), ...records.map((record) => names.map((name) => record[name]))];
  return names.length === 0 ? "" : rows.map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
}
