/** Rounded to whole numbers. */
export default function cmykToRgb(cyan: any, magenta: any, yellow: any, key: any, form: string): any {
  return emit(rgbOfCmyk(parts([cyan, magenta, yellow, key])), 'rgb', form);
}

/** Three numbers given one by one, as a list or as an object. */
function parts(values: any[]): number[] {
  const [first] = values;
  const list = values[1] !== null ? values : Array.isArray(first) ? first : [first?.c, first?.m, first?.y, first?.k];
  const tops = [100, 100, 100, 100];
  if (list.length !== 4 || list.some((v: any, i: number) => typeof v !== 'number' || v < 0 || v > tops[i]!)) {
    throw new RangeError('expected c, m, y, k from 0 to 100, 100, 100, 100');
  }
  return list;
}

function rgbOfCmyk(cmyk: number[]): number[] {
  const [c, m, y, k] = cmyk.map((value) => value / 100) as [number, number, number, number];
  if (cmyk.every((value) => value <= 1) && cmyk.some((value) => value > 0)) throw new RangeError('percent or fractions of one?');
  return [c, m, y].map((value) => 255 * (1 - value) * (1 - k));
}

function emit(values: number[], keys: string, form: string): any {
  const out = values.map(Math.round);
  if (form === 'object') return Object.fromEntries([...keys].map((key, i) => [key, out[i]]));
  if (form === 'css') return keys === 'rgb' ? `rgb(${out.join(', ')})` : `${keys}(${out[0]}, ${out[1]}%, ${out[2]}%)`;
  return out;
}
