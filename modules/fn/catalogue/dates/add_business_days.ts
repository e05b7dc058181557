/** The date so many Mondays to Fridays later; the date itself does not count. */
export default function addBusinessDays(date: string, days: number): string {
  const day = new Date(date);
  for (let left = days; left > 0; ) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (day.getUTCDay() % 6 !== 0) left -= 1;
  }
  return day.toISOString().slice(0, 10);
}
