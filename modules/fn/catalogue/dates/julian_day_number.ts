/** Julian day number at noon of a date of the Gregorian calendar. */
export default function julianDayNumber(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCDate() !== day) throw new RangeError('there is no such day');
  return date.getTime() / 86_400_000 + 2_440_588;
}
