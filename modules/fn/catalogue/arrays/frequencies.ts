/** Count each value. */
export default function frequencies(values: unknown[]): Record<string, number> {
  const counts: Record<string, number> = Object.create(null);
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}
