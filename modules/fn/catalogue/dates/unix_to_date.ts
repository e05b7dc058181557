/** Unix time to ISO date. */
export default function unixToDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
