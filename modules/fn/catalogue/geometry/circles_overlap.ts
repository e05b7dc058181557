/** Whether two discs share some area. */
export default function circlesOverlap(a: Circle, b: Circle): boolean {
  const [x1, y1, r1] = parts(a);
  const [x2, y2, r2] = parts(b);
  const distance = Math.hypot(x2! - x1!, y2! - y1!);
  if (distance === r1! + r2!) throw new RangeError('they only touch, which may count as either');
  return distance < r1! + r2!;
}

interface Circle { x: number; y: number; radius?: number; r?: number }

function parts(circle: Circle): number[] {
  const radius = circle.radius ?? circle.r;
  const known = [circle.x, circle.y, radius].every((value) => typeof value === 'number');
  if (!known || radius! < 0) throw new RangeError('a circle has x, y and radius');
  return [circle.x, circle.y, radius!];
}
