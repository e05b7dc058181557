/** Area of a circular sector. */
export default function sectorArea(radius: number, angle: number, unit: string): number {
  return (radius ** 2 * inRadians(angle, unit)) / 2;
}

/** Up to a full turn in radians the number alone does not tell which unit it has. */
function inRadians(angle: number, unit: string): number {
  if (unit === 'radians') return angle;
  if (unit === 'unsaid' && angle !== 0 && Math.abs(angle) <= 2 * Math.PI) {
    throw new RangeError('say whether the angle is in degrees or in radians');
  }
  return (angle * Math.PI) / 180;
}
