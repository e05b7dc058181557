/** Average of several hex colours: the mean of each channel, rounded. */
export default function averageOfColours(colors: string[]): string {
  const all = colors.map(channels);
  const mean = [0, 1, 2].map((at) => Math.round(all.reduce((sum, one) => sum + one[at]!, 0) / all.length));
  return '#' + mean.map((value) => value.toString(16).padStart(2, '0')).join('');
}

function channels(hex: string): number[] {
  const digits = hex.trim().replace(/^#/, '');
  if (!/^(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(digits)) throw new RangeError('a text is no hex colour');
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
}
