/** Minutes of the day that have passed at a time of the 24-hour clock. */
export default function minutesOfDay(time: string): number {
  const found = /^(\d{1,2}):([0-5]\d)$/.exec(time.trim());
  if (!found || Number(found[1]) > 23) throw new RangeError('no time such as 14:30');
  return Number(found[1]) * 60 + Number(found[2]);
}
