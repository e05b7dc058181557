/** Number of leap years from one year to another, both included. */
export default function countLeapYears(start: number, end: number): number {
  return Math.max(0, before(end + 1) - before(start));
}

/** Number of leap years from year 1 to the year before. */
function before(year: number): number {
  const past = year - 1;
  return Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}
