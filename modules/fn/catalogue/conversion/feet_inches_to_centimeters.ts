/** Feet and inches to centimeters. */
export default function feetInchesToCentimeters(feet: number, inches: number): number {
  return (feet * 12 + inches) * 2.54;
}
