/** Red, green and blue of the hex colour and the alpha as it is given. */
export default function hexWithAlpha(color: string, alpha: number): string {
  const digits = color.trim().replace(/^#/, '');
  if (!/^(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(digits)) throw new RangeError('the text is no hex colour');
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  const rgb = [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
  return `rgba(${[...rgb, alpha].join(', ')})`;
}
