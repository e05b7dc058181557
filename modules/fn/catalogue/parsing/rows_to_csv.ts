/** Rows to CSV. */
const cell = (value: unknown) => {
  const text = value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
};

export default function rowsToCsv(rows: unknown[][]): string {
  return rows.map((row) => row.map(cell).join(",")).join("\n");
}
