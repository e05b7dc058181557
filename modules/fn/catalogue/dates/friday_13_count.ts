/** Number of months of a year whose 13th day is a Friday. */
export default function friday13Count(year: number): number {
  const found = [];
  for (let month = 1; month <= 12; month += 1) {
    const day = new Date(Date.UTC(2000, month - 1, 13));
    day.setUTCFullYear(year);
    if (day.getUTCDay() === 5) found.push(day.toISOString().slice(0, 10));
  }
  return found.length;
}
