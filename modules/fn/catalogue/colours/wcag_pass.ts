/** At least 4.5 for AA and 7 for AAA; for large text 3 and 4.5. */
export default function wcagPass(a: any, b: any, level: string, large: boolean): boolean {
  const least = { AA: large ? 3 : 4.5, AAA: large ? 4.5 : 7 }[level.toUpperCase()];
  if (least === undefined) throw new RangeError('the level is AA or AAA');
  return ratio(a, b) >= least;
}

function ratio(a: any, b: any): number {
  const [one, two] = [luminanceOf(a), luminanceOf(b)];
  return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}

function channels(hex: string): number[] {
  const digits = hex.trim().replace(/^#/, '');
  if (!/^(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(digits)) throw new RangeError('the text is no hex colour');
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
}

/** Of WCAG, from 0 to 1. */
function luminanceOf(color: any): number {
  const rgb = typeof color === 'string' ? channels(color) : Array.isArray(color) ? color : [color?.r, color?.g, color?.b];
  if (rgb.length !== 3 || rgb.some((v: any) => typeof v !== 'number' || v < 0 || v > 255)) throw new RangeError('that is no colour');
  const [r, g, b] = rgb.map((v: number) => v <= 10.31475 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
