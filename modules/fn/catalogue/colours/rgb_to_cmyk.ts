/** Degrees and percent, rounded to whole numbers. */
export default function rgbToCmyk(red: any, green: any, blue: any, form: string): any {
  return emit(cmykOf(parts([red, green, blue])).map((value) => value * 100), 'cmyk', form);
}

/** Three numbers given one by one, as a list or as an object. */
function parts(values: any[]): number[] {
  const [first] = values;
  const list = values[1] !== null ? values : Array.isArray(first) ? first : [first?.r, first?.g, first?.b];
  const tops = [255, 255, 255];
  if (list.length !== 3 || list.some((v: any, i: number) => typeof v !== 'number' || v < 0 || v > tops[i]!)) {
    throw new RangeError('expected r, g, b from 0 to 255, 255, 255');
  }
  return list;
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
