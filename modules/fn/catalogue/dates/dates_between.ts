/** All dates of a period. */
export default function datesBetween(start: string, end: string): string[] {
  const out: string[] = [];
  for (let t = Date.UTC(+start.slice(0, 4), +start.slice(5, 7) - 1, +start.slice(8, 10)); t <= Date.UTC(+end.slice(0, 4), +end.slice(5, 7) - 1, +end.slice(8, 10)); t += 86_400_000) out.push(new Date(t).toISOString().slice(0, 10));
  return out;
}
