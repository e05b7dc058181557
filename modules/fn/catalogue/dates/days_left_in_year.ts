/** Days of the year after a date. */
export default function daysLeftInYear(date: string): number {
  const day = new Date(date);
  const at = Date.UTC(2000, day.getUTCMonth(), day.getUTCDate());
  const year = day.getUTCFullYear();
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const passed = (at - Date.UTC(2000, 0, 1)) / 86400000;
  return leap || day.getUTCMonth() < 2 ? (leap ? 365 : 364) - passed : 365 - passed;
}
