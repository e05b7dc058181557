/** Circumference of a circle from its diameter. */
export default function circumferenceOfDiameter(diameter: number): number {
  return Math.PI * diameter;
}
