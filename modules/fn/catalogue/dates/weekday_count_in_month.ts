/** How often a weekday occurs in a month. */
export default function weekdayCountInMonth(year: number, month: number, weekday: string): number {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  const skipped = (weekdayNumber(weekday) - first + 7) % 7;
  return Math.floor((days - skipped - 1) / 7) + 1;
}

function weekdayNumber(name: string): number {
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
  const said = name.trim().toLowerCase();
  const found = names.findIndex((full) => said === full || said === full.slice(0, 3));
  if (found < 0) throw new RangeError('the weekday is not an English name of one');
  return found;
}
