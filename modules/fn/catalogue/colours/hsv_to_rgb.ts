/** Rounded to whole numbers. */
export default function hsvToRgb(hue: any, saturation: any, value: any, form: string): any {
  return emit(rgbOfHsv(...scaled(parts([hue, saturation, value]))), 'rgb', form);
}

/** Three numbers given one by one, as a list or as an object. */
function parts(values: any[]): number[] {
  const [first] = values;
  const list = values[1] !== null ? values : Array.isArray(first) ? first : [first?.h, first?.s, first?.v];
  const tops = [360, 100, 100];
  if (list.length !== 3 || list.some((v: any, i: number) => typeof v !== 'number' || v < 0 || v > tops[i]!)) {
    throw new RangeError('expected h, s, v from 0 to 360, 100, 100');
  }
  if (list.slice(-2).every((v: number) => v <= 1) && list.slice(-2).some((v: number) => v > 0)) {
    throw new RangeError('percent or fractions of one?');
  }
  return list;
}

function rgbOfHsv(h: number, s: number, v: number): number[] {
  const part = (n: number): number => {
    const k = (n + h / 60) % 6;
    return 255 * v * (1 - s * Math.max(0, Math.min(k, 4 - k, 1)));
  };
  return [part(5), part(3), part(1)];
}

function emit(values: number[], keys: string, form: string): any {
  const out = values.map(Math.round);
  if (form === 'object') return Object.fromEntries([...keys].map((key, i) => [key, out[i]]));
  if (form === 'css') return keys === 'rgb' ? `rgb(${out.join(', ')})` : `${keys}(${out[0]}, ${out[1]}%, ${out[2]}%)`;
  return out;
}

function scaled([hue, one, two]: number[]): [number, number, number] {
  return [hue!, one! / 100, two! / 100];
}
