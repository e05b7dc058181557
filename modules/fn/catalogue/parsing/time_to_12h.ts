/** 24-hour time to 12-hour time. */
export default function timeTo12h(time: string): string {
  const found = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(time.trim());
  if (!found) throw new RangeError("no time such as 14:30");
  const hour = Number(found[1]);
  return `${hour % 12 || 12}:${found[2]} ${hour < 12 ? "AM" : "PM"}`;
}
