/** By WCAG contrast; where the plain brightness would say otherwise, only if contrast is asked for. */
export default function textColour(color: any, contrast: boolean, asHex: boolean): string {
  const light = luminanceOf(color);
  const black = (light + 0.05) / 0.05 > 1.05 / (light + 0.05);
  const rgb = typeof color === 'string' ? channels(color) : Array.isArray(color) ? color : [color.r, color.g, color.b];
  const bright = 299 * rgb[0]! + 587 * rgb[1]! + 114 * rgb[2]! >= 128_000;
  if (!contrast && black !== bright) throw new RangeError('contrast and brightness disagree: ask for the best contrast');
  if (asHex) return black ? '#000000' : '#ffffff';
  return black ? 'black' : 'white';
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
