/** The same grey in all three channels: their mean, or their luma as in ITU-R BT.601. */
export default function greyscaleRgb(red: unknown, green: unknown, blue: unknown, method: string): number[] {
  const [r, g, b] = channels(red, green, blue) as [number, number, number];
  const grey = method === 'average' ? (r + g + b) / 3 : (299 * r + 587 * g + 114 * b) / 1000;
  return Array<number>(3).fill(Math.round(grey));
}

/** Three numbers, a list of three, or an object with r, g and b. */
function channels(red: unknown, green: unknown, blue: unknown): unknown[] {
  const one = red as { r?: unknown; g?: unknown; b?: unknown; red?: unknown; green?: unknown; blue?: unknown };
  const isObject = typeof red === 'object' && red !== null && !Array.isArray(red);
  const all = Array.isArray(red) ? red
    : isObject ? [one.r ?? one.red, one.g ?? one.green, one.b ?? one.blue] : [red, green, blue];
  if (all.length !== 3 || !all.every((c) => typeof c === 'number' && c >= 0 && c <= 255)) {
    throw new RangeError('the colour is red, green and blue from 0 to 255');
  }
  return all;
}
