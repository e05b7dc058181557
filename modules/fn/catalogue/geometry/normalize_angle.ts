/** Angle brought into 0 to 360 degrees. */
export default function normalizeAngle(angle: number): number {
  return (((angle % 360) + 360) % 360);
}
