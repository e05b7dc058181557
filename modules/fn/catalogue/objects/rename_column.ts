/** Rename a key in every record. */
export default function renameColumn(records: Record<string, unknown>[], from: string, to: string): Record<string, unknown>[] {
  return records.map((record) => {
    if (from !== to && Object.hasOwn(record, to)) throw new RangeError("the new key is taken");
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key === from ? to : key, value]));
  });
}
