/** Sum of the products of two fields. */
export default function sumProduct(records: Record<string, unknown>[], first: string, second: string): number {
  return records.reduce((sum, record) => sum + (record[first] as number) * (record[second] as number), 0);
}
