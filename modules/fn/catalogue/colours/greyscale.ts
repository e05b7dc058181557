/** One gray of the same luma, as in ITU-R BT.601; or of the average of the channels. */
export default function greyscale(color: string, method: string): string {
  const [r, g, b] = channels(color) as [number, number, number];
  const luma = method === 'average' ? (r + g + b) / 3 : (299 * r + 587 * g + 114 * b) / 1000;
  return hexOf([luma, luma, luma]);
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
