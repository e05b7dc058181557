/** Where brightness and luminance agree on it. */
export default function lightOrDark(color: any): string {
  const light = luminanceOf(color);
  const rgb = typeof color === 'string' ? channels(color) : Array.isArray(color) ? color : [color.r, color.g, color.b];
  const luma = (299 * rgb[0]! + 587 * rgb[1]! + 114 * rgb[2]!) / 1000;
  if (Math.abs(luma - 128) < 20 || luma > 128 !== light > 0.179) throw new RangeError('the colour is in between');
  return luma < 128 ? 'dark' : 'light';
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
