/** Of hex texts, lists of three numbers or objects of r, g and b. */
export default function rgbDistance(a: any, b: any): number {
  const [one, two] = [a, b].map((color) => typeof color === 'string' ? channels(color) : triple([color, null, null])) as [number[], number[]];
  return Math.hypot(...one.map((value, i) => value - two[i]!));
}

function channels(hex: string): number[] {
  const digits = hex.trim().replace(/^#/, '');
  if (!/^(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(digits)) throw new RangeError('the text is no hex colour');
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
}

function triple(values: any[]): number[] {
  const [first] = values;
  const list = values[1] !== null ? values : Array.isArray(first) ? first : [first?.r, first?.g, first?.b];
  if (list.length !== 3 || list.some((v: any) => typeof v !== 'number' || v < 0 || v > 255)) throw new RangeError('expected r, g, b from 0 to 255');
  return list;
}
