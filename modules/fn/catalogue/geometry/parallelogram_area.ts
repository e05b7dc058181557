/** Area of a parallelogram. */
export default function parallelogramArea(base: number, height: number): number {
  return base * height;
}
