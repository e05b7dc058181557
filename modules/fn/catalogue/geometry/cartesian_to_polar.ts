/** Distance from the origin and angle from the x axis, above -180 up to 180 degrees. */
export default function cartesianToPolar(x: number, y: number, unit: string): object {
  const angle = Math.atan2(y, x);
  return { radius: Math.hypot(x, y), angle: unit === 'degrees' ? (angle * 180) / Math.PI : angle };
}
