/** Alpha from 0 to 1, to two decimals; 1 where the text has none. */
export default function hexToRgba(color: string): number[] {
  const digits = color.trim().replace(/^#/, '');
  if (!/^(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(digits)) throw new RangeError('the text is no hex colour');
  const full = (digits.length < 5 ? digits.replace(/./g, '$&$&') : digits).padEnd(8, 'f');
  return [0, 2, 4, 6].map((at) => parseInt(full.slice(at, at + 2), 16)).map((value, i) => i < 3 ? value : Math.round(value / 2.55) / 100);
}
