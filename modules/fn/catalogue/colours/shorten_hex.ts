/** Lowercase; six digits where three do not say it. */
export default function shortenHex(color: string): string {
  const full = channels(color).map((value) => value.toString(16).padStart(2, '0'));
  return '#' + (full.every((pair) => pair[0] === pair[1]) ? full.map((pair) => pair[0]) : full).join('');
}

function channels(hex: string): number[] {
  const digits = hex.trim().replace(/^#/, '');
  if (!/^(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(digits)) throw new RangeError('the text is no hex colour');
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
}
