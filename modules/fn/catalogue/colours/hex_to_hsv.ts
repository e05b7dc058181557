/** Degrees and percent, rounded to whole numbers. */
export default function hexToHsv(color: string, form: string): any {
  return emit(percent(hsvOf(channels(color))), 'hsv', form);
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
function hsvOf(rgb: number[]): [number, number, number] {
  const [r, g, b] = rgb.map((value) => value / 255) as [number, number, number];
  const max = Math.max(r, g, b);
  const d = max - Math.min(r, g, b);
  if (d === 0) return [0, 0, max];
  const hue = max === r ? (g - b) / d : max === g ? (b - r) / d + 2 : (r - g) / d + 4;
  return [(hue * 60 + 360) % 360, d / max, max];
}

function percent([hue, one, two]: [number, number, number]): number[] {
  return [Math.round(hue) % 360, one * 100, two * 100];
}
