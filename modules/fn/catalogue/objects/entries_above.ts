/** Entries of an object with a value above a limit. */
export default function entriesAbove(object: Record<string, unknown>, limit: number): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => typeof value === 'number' && value > limit));
}
