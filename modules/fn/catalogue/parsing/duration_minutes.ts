/** Minutes of a duration such as 1d 2h 30m 5s. */
export default function durationMinutes(duration: string): number {
  const found = /^(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+)\s*s)?$/.exec(duration.trim().toLowerCase());
  if (!found || duration.trim() === "") throw new RangeError("no duration such as 2h 45m");
  const [d, h, m, s] = found.slice(1).map((part) => Number(part ?? 0));
  return (d! * 24 + h!) * 60 + m! + s! / 60;
}
