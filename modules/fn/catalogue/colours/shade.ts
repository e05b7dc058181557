/** In RGB, by the percentage. */
export default function shade(color: string, percent: number): string {
  if (percent > 0 && percent < 1) throw new RangeError('percent or a fraction of one?');
  return hexOf(channels(color).map((value) => value + (0 - value) * percent / 100));
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
