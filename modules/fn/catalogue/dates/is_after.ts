/** Check which date is later. */
export default function isAfter(a: string, b: string): boolean {
  const [left, right] = instants([a, b]);
  return left! > right!;
}

/** Milliseconds of a date or time; without a time zone it is as good as UTC. */
function instant(date: string): number {
  const zoned = /[zZ]$|[+-]\d\d:?\d\d$/.test(date.slice(10));
  const time = date.length > 10 ? date.slice(11) : "00:00";
  const value = Date.parse(`${date.slice(0, 10)}T${time}${zoned ? "" : "Z"}`);
  if (Number.isNaN(value)) throw new RangeError(`${date} is no date or time of ISO 8601`);
  return value;
}

/** Instants that compare: all with a time zone, or none. */
function instants(dates: string[]): number[] {
  const zoned = dates.filter((date) => /[zZ]$|[+-]\d\d:?\d\d$/.test(date.slice(10))).length;
  if (zoned !== 0 && zoned !== dates.length) {
    throw new RangeError("times with and without a time zone do not compare");
  }
  return dates.map(instant);
}
