/** Acres to hectares. */
export default function acresToHectares(quantity: number): number {
  return quantity * 0.40468564224;
}
