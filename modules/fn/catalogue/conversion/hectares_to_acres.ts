/** Hectares to acres. */
export default function hectaresToAcres(quantity: number): number {
  return quantity / 0.40468564224;
}
