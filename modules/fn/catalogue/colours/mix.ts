/** Channel by channel, by the share of the second colour in percent. */
export default function mix(a: string, b: string, weight: number): string {
  if (weight > 0 && weight < 1) throw new RangeError('percent or a fraction of one?');
  const [one, two] = [channels(a), channels(b)];
  return hexOf(one.map((value, i) => value + (two[i]! - value) * weight / 100));
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
