/** Whether two rectangles with sides along the axes share some area. */
export default function rectanglesOverlap(a: Rectangle, b: Rectangle): boolean {
  const [left, top, right, bottom] = edges(a);
  const [left2, top2, right2, bottom2] = edges(b);
  const apart = left! > right2! || left2! > right! || top! > bottom2! || top2! > bottom!;
  const overlap = left! < right2! && left2! < right! && top! < bottom2! && top2! < bottom!;
  if (!apart && !overlap) throw new RangeError('they only touch, which may count as either');
  return overlap;
}

interface Rectangle { x: number; y: number; width?: number; height?: number; w?: number; h?: number }

function edges(rectangle: Rectangle): number[] {
  const { x, y } = rectangle;
  const [width, height] = [rectangle.width ?? rectangle.w, rectangle.height ?? rectangle.h];
  const known = [x, y, width, height].every((value) => typeof value === 'number');
  if (!known || width! < 0 || height! < 0) {
    throw new RangeError('a rectangle has x, y, width and height');
  }
  return [x, y, x + width!, y + height!];
}
