/** ISO 8601 duration to seconds. */
export default function parseIsoDuration(duration: string): number {
  const found = /^P(?:(\d+)W|(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?)$/.exec(duration);
  if (!found || duration === "P") throw new RangeError("no ISO 8601 duration of weeks, days, hours, minutes and seconds");
  const [w, d, h, m, s] = found.slice(1).map((part) => Number(part ?? 0));
  return (((w! * 7 + d!) * 24 + h!) * 60 + m!) * 60 + s!;
}
