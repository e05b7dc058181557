/** 12-hour time to 24-hour time. */
export default function timeTo24h(time: string): string {
  const found = /^(1[0-2]|0?[1-9]):([0-5]\d)\s*([ap])\.?m\.?$/i.exec(time.trim());
  if (!found) throw new RangeError("no time such as 2:30 PM");
  const hour = (Number(found[1]) % 12) + (found[3]!.toLowerCase() === "p" ? 12 : 0);
  return `${String(hour).padStart(2, "0")}:${found[2]}`;
}
