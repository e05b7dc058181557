/** Body mass index. */
export default function bmi(weight: number, height: number): number {
  return weight / (height * height);
}
