/** Average speed: the distance by the time, in their units. */
export default function averageSpeed(distance: number, time: number): number {
  if (time <= 0) throw new RangeError('the time must be positive');
  return distance / time;
}
