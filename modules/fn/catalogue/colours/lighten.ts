/** Up to white; the hue and saturation stay. */
export default function lighten(color: string, percent: number): string {
  if (percent > 0 && percent < 1) throw new RangeError('percent or a fraction of one?');
  const [h, s, l] = hslOf(channels(color));
  return hexOf(rgbOfHsl(h, s, Math.min(1, l + percent / 100)));
}

function channels(hex: string): number[] {
  const digits = hex.trim().replace(/^#/, '');
  if (!/^(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(digits)) throw new RangeError('the text is no hex colour');
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
}

function hexOf(rgb: number[]): string {
  return '#' + rgb.map((value) => Math.min(255, Math.max(0, Math.round(value))).toString(16).padStart(2, '0')).join('');
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

function rgbOfHsl(h: number, s: number, l: number): number[] {
  const part = (n: number): number => {
    const k = (n + h / 30) % 12;
    return 255 * (l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return [part(0), part(8), part(4)];
}
