/** The area outside the inner and inside the outer circle. */
export default function annulusArea(outer: number, inner: number): number {
  if (inner > outer) throw new RangeError('the inner radius is larger than the outer');
  return Math.PI * (outer - inner) * (outer + inner);
}
