/** Most common value of a property. */
export default function modeBy(records: Record<string, unknown>[], key: string): unknown {
  const counts = new Map<unknown, number>();
  for (const record of records) counts.set(record[key], (counts.get(record[key]) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const modes = [...counts.keys()].filter((value) => counts.get(value) === most);
  if (modes.length > 1) throw new RangeError("several values are equally common");
  return modes[0];
}
