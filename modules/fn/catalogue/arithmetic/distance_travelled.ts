/** The distance covered at a constant speed in a time, in their units. */
export default function distanceTravelled(speed: number, time: number): number {
  return speed * time;
}
