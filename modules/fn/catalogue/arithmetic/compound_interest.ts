/** Amount with compound interest. */
export default function compoundInterest(principal: number, rate: number, years: number): number {
  return principal * (1 + rate / 100) ** years;
}
