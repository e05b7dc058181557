/** Minutes between two clock times. */
export default function minutesBetweenTimes(start: string, end: string): number {
  const minutes = (time: string) => {
    const [hours, rest] = time.split(":").map(Number);
    return hours * 60 + rest;
  };
  return minutes(end) - minutes(start);
}
