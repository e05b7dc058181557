/** Simple interest. */
export default function simpleInterest(principal: number, rate: number, years: number): number {
  return (principal * rate * years) / 100;
}
