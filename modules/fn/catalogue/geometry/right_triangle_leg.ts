/** Leg of a right triangle from hypotenuse and other leg. */
export default function rightTriangleLeg(hypotenuse: number, leg: number): number {
  if (leg > hypotenuse) throw new RangeError('a leg is no longer than the hypotenuse');
  return Math.sqrt(hypotenuse ** 2 - leg ** 2);
}
