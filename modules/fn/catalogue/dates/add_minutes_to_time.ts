/** The time of the 24-hour clock so many minutes later. */
export default function addMinutesToTime(time: string, minutes: number): string {
  const found = /^(\d{1,2}):([0-5]\d)$/.exec(time.trim());
  if (!found || Number(found[1]) > 23) throw new RangeError('no time such as 14:30');
  const sum = Number(found[1]) * 60 + Number(found[2]) + minutes;
  const day = ((sum % 1440) + 1440) % 1440;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(day / 60))}:${two(day % 60)}`;
}
