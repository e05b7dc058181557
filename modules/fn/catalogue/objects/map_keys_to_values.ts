/** Look-up from one property to another. */
export default function mapKeysToValues(records: Record<string, unknown>[], key: string, value: string): Record<string, unknown> {
  return Object.fromEntries(records.map((record) => [String(record[key]), record[value]]));
}
