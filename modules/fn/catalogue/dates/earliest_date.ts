/** Earliest date. */
export default function earliestDate(dates: string[]): string {
  return dates.reduce((best, date) => (date < best ? date : best));
}
