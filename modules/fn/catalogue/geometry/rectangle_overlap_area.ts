/** Area that two rectangles with sides along the axes share. */
export default function rectangleOverlapArea(a: Rectangle, b: Rectangle): number {
  const [left, top, right, bottom] = edges(a);
  const [left2, top2, right2, bottom2] = edges(b);
  const width = Math.min(right!, right2!) - Math.max(left!, left2!);
  const height = Math.min(bottom!, bottom2!) - Math.max(top!, top2!);
  return Math.max(0, width) * Math.max(0, height);
}

interface Rectangle { x: number; y: number; width: number; height: number }

function edges(rectangle: Rectangle): number[] {
  const { x, y, width, height } = rectangle;
  const known = [x, y, width, height].every((value) => typeof value === 'number');
  if (!known || width < 0 || height < 0) {
    throw new RangeError('a rectangle has x, y, width and height');
  }
  return [x, y, x + width, y + height];
}
