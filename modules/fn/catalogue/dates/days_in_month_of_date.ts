/** Days in the month of a date. */
export default function daysInMonthOfDate(date: string): number {
  return new Date(Date.UTC(+date.slice(0, 4), +date.slice(5, 7), 0)).getUTCDate();
}
