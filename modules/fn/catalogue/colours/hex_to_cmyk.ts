/** Degrees and percent, rounded to whole numbers. */
export default function hexToCmyk(color: string, form: string): any {
  return emit(cmykOf(channels(color)).map((value) => value * 100), 'cmyk', form);
}

function channels(hex: string): number[] {
  const digits = hex.trim().replace(/^#/, '');
  if (!/^(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(digits)) throw new RangeError('the text is no hex colour');
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
}

function emit(values: number[], keys: string, form: string): any {
  const out = values.map(Math.round);
  if (form === 'object') return Object.fromEntries([...keys].map((key, i) => [key, out[i]]));
  if (form === 'css') return keys === 'rgb' ? `rgb(${out.join(', ')})` : `${keys}(${out[0]}, ${out[1]}%, ${out[2]}%)`;
  return out;
}

/** Four fractions. */
function cmykOf(rgb: number[]): number[] {
  const k = 1 - Math.max(...rgb) / 255;
  return [...rgb.map((value) => k === 1 ? 0 : (1 - value / 255 - k) / (1 - k)), k];
}
