/** Degrees and percent, rounded to whole numbers. */
export default function rgbToHsl(red: any, green: any, blue: any, form: string): any {
  return emit(percent(hslOf(parts([red, green, blue]))), 'hsl', form);
}

/** Three numbers given one by one, as a list or as an object. */
function parts(values: any[]): number[] {
  const [first] = values;
  const list = values[1] !== null ? values : Array.isArray(first) ? first : [first?.r, first?.g, first?.b];
  const tops = [255, 255, 255];
  if (list.length !== 3 || list.some((v: any, i: number) => typeof v !== 'number' || v < 0 || v > tops[i]!)) {
    throw new RangeError('expected r, g, b from 0 to 255, 255, 255');
  }
  return list;
}

function emit(values: number[], keys: string, form: string): any {
  const out = values.map(Math.round);
  if (form === 'object') return Object.fromEntries([...keys].map((key, i) => [key, out[i]]));
  if (form === 'css') return keys === 'rgb' ? `rgb(${out.join(', ')})` : `${keys}(${out[0]}, ${out[1]}%, ${out[2]}%)`;
  return out;
}

/** Degrees, and two fractions. */
function hslOf(rgb: number[]): [number, number, number] {
  const [r, g, b] = rgb.map((value) => value / 255) as [number, number, number];
  const [max, min] = [Math.max(r, g, b), Math.min(r, g, b)];
  const [l, d] = [(max + min) / 2, max - min];
  if (d === 0) return [0, 0, l];
  const hue = max === r ? (g - b) / d : max === g ? (b - r) / d + 2 : (r - g) / d + 4;
  return [(hue * 60 + 360) % 360, d / (1 - Math.abs(2 * l - 1)), l];
}

function percent([hue, one, two]: [number, number, number]): number[] {
  return [Math.round(hue) % 360, one * 100, two * 100];
}
