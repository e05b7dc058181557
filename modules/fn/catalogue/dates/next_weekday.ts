/** First date of a weekday after a date, a week later if the date has that weekday itself. */
export default function nextWeekday(date: string, weekday: string): string {
  const day = new Date(date);
  const ahead = (weekdayNumber(weekday) - day.getUTCDay() + 6) % 7;
  day.setUTCDate(day.getUTCDate() + ahead + 1);
  return day.toISOString().slice(0, 10);
}

function weekdayNumber(name: string): number {
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
  const said = name.trim().toLowerCase();
  const found = names.findIndex((full) => said === full || said === full.slice(0, 3));
  if (found < 0) throw new RangeError('the weekday is not an English name of one');
  return found;
}
