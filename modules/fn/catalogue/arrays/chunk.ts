/** Split into chunks. */
export default function chunk(values: unknown[], size: number): unknown[][] {
  const out: unknown[][] = [];
  for (let i = 0; i < values.length; i += size) out.push(values.slice(i, i + size));
  return out;
}
