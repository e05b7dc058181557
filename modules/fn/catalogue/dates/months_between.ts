/** Whole months between two dates. */
export default function monthsBetween(start: string, end: string): number {
  const months = (+end.slice(0, 4) - +start.slice(0, 4)) * 12 + (+end.slice(5, 7) - +start.slice(5, 7));
  return +end.slice(8, 10) < +start.slice(8, 10) ? months - 1 : months;
}
