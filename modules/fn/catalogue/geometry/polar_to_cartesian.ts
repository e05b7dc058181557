/** The point at a distance and an angle in degrees, counterclockwise from the x axis. */
export default function polarToCartesian(radius: number, angle: number): object {
  const radians = (angle * Math.PI) / 180;
  return { x: radius * Math.cos(radians), y: radius * Math.sin(radians) };
}
