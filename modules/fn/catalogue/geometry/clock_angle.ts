/** Smaller angle between the hour hand, which moves on with the minutes, and the minute hand. */
export default function clockAngle(hour: number, minute: number): number {
  const apart = Math.abs((hour % 12) * 30 + minute / 2 - minute * 6);
  return Math.min(apart, 360 - apart);
}
