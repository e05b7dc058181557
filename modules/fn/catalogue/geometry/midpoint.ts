/** Midpoint of two points. */
export default function midpoint(x1: number, y1: number, x2: number, y2: number): object {
  return { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
}
