/** Split records by a true-or-false property. */
export default function splitByFlag(records: Record<string, unknown>[], key: string): Record<string, unknown>[][] {
  return [records.filter((record) => record[key] === true), records.filter((record) => record[key] === false)];
}
