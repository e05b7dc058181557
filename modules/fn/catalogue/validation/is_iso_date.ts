/** Check an ISO date. */
export default function isIsoDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return false;
  const date = new Date(Date.UTC(+parts[1]!, +parts[2]! - 1, +parts[3]!));
  return date.getUTCMonth() === +parts[2]! - 1 && date.getUTCDate() === +parts[3]!;
}
