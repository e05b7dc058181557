/** The time that a distance takes at a constant speed, in their units. */
export default function travelTime(distance: number, speed: number): number {
  if (speed <= 0) throw new RangeError('the speed must be positive');
  return distance / speed;
}
