/** First leap year after a year. */
export default function nextLeapYear(year: number): number {
  let next = year + 1;
  while (!isLeap(next)) next += 1;
  return next;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
