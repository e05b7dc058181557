/** Latest date. */
export default function latestDate(dates: string[]): string {
  return dates.reduce((best, date) => (date > best ? date : best));
}
