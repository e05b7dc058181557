/** Number of the weekday as in ISO 8601, Monday being 1. */
export default function isoWeekday(date: string): number {
  return new Date(date).getUTCDay() || 7;
}
