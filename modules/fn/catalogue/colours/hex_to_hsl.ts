/** Degrees and percent, rounded to whole numbers. */
export default function hexToHsl(color: string, form: string): any {
  return emit(percent(hslOf(channels(color))), 'hsl', form);
}

function channels(hex: string): number[] {
  const digits = hex.trim().replace(/^#/, '');
  if (!/^(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(digits)) throw new RangeError('the text is no hex colour');
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
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
