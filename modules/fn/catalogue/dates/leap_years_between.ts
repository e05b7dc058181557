/** Leap years from one year to another, both included. */
export default function leapYearsBetween(start: number, end: number): number[] {
  const years = Array.from({ length: Math.max(0, end - start + 1) }, (_, at) => start + at);
  return years.filter(isLeap);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
