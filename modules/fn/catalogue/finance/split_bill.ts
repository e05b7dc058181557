/** Equal share of each person of a bill. */
export default function splitBill(total: number, people: number): number {
  return total / people;
}
