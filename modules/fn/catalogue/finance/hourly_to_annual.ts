/** Yearly salary from an hourly wage. */
export default function hourlyToAnnual(wage: number, hours: number, weeks: number): number {
  return wage * hours * weeks;
}
