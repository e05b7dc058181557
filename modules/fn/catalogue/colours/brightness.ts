/** The luma of YIQ; of a hex text, three numbers or an object of r, g and b. */
export default function brightness(color: any, green: any, blue: any): number {
  const one = typeof color === 'string' ? channels(color) : color;
  const [r, g, b] = green === null && Array.isArray(one) ? one : triple([one, green, blue]);
  if (![r, g, b].every((value) => value >= 0 && value <= 255)) throw new RangeError('that is no colour');
  return (299 * r! + 587 * g! + 114 * b!) / 1000;
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
