/** Name of a month number. */
export default function monthNameOfNumber(month: number): string {
  const names = ["January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"];
  return names[month - 1];
}
