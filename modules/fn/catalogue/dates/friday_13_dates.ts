/** Dates of the Friday the 13ths of a year, in order. */
export default function friday13Dates(year: number): string[] {
  const found = [];
  for (let month = 1; month <= 12; month += 1) {
    const day = new Date(Date.UTC(2000, month - 1, 13));
    day.setUTCFullYear(year);
    if (day.getUTCDay() === 5) found.push(day.toISOString().slice(0, 10));
  }
  return found;
}
