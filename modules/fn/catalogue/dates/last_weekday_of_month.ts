/** Date of the last given weekday of a month. */
export default function lastWeekdayOfMonth(year: number, month: number, weekday: string): string {
  const last = new Date(Date.UTC(year, month, 0));
  const back = (last.getUTCDay() - weekdayNumber(weekday) + 7) % 7;
  last.setUTCDate(last.getUTCDate() - back);
  return last.toISOString().slice(0, 10);
}

function weekdayNumber(name: string): number {
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
  const said = name.trim().toLowerCase();
  const found = names.findIndex((full) => said === full || said === full.slice(0, 3));
  if (found < 0) throw new RangeError('the weekday is not an English name of one');
  return found;
}
