/** Name of the month. */
export default function monthName(date: string): string {
  const names = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  return names[+date.slice(5, 7) - 1]!;
}
