/** European date to ISO date, its parts parted by slashes, dots or dashes. */
export default function europeanToIso(date: string): string {
  const found = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(date.trim());
  if (!found) throw new RangeError('no date of day, month and year');
  return realDate(Number(found[4]), Number(found[3]), Number(found[1]));
}

function realDate(year: number, month: number, day: number): string {
  const at = new Date(Date.UTC(2000, month - 1, day));
  at.setUTCFullYear(year, month - 1, day);
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) {
    throw new RangeError('there is no such date');
  }
  return at.toISOString().slice(0, 10);
}
