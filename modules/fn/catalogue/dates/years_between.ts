/** Whole years between two dates. */
export default function yearsBetween(start: string, end: string): number {
  const years = +end.slice(0, 4) - +start.slice(0, 4);
  return end.slice(5, 10) < start.slice(5, 10) ? years - 1 : years;
}
