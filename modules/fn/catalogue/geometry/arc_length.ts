/** Length of a circular arc. */
export default function arcLength(radius: number, angle: number, unit: string): number {
  return radius * inRadians(angle, unit);
}

/** Up to a full turn in radians the number alone does not tell which unit it has. */
function inRadians(angle: number, unit: string): number {
  if (unit === 'radians') return angle;
  if (unit === 'unsaid' && angle !== 0 && Math.abs(angle) <= 2 * Math.PI) {
    throw new RangeError('say whether the angle is in degrees or in radians');
  }
  return (angle * Math.PI) / 180;
}
