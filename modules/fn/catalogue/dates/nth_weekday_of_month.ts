/** Date of the nth weekday of a month. */
export default function nthWeekdayOfMonth(
  year: number,
  month: number,
  weekday: string,
  n: number,
): string {
  const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
  const full = [
    'sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday',
  ];
  const said = weekday.trim().toLowerCase();
  const wanted = Math.max(names.indexOf(said), full.indexOf(said));
  if (wanted < 0) throw new RangeError('the weekday is not an English name of one');
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  const day = 1 + ((wanted - first + 7) % 7) + 7 * (n - 1);
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) {
    throw new RangeError('the month has fewer of these weekdays');
  }
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}
