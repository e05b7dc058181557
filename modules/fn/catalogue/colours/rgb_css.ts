/** rgb(r, g, b). */
export default function rgbCss(red: any, green: any, blue: any): string {
  return `rgb(${triple([red, green, blue]).join(', ')})`;
}

function triple(values: any[]): number[] {
  const [first] = values;
  const list = values[1] !== null ? values : Array.isArray(first) ? first : [first?.r, first?.g, first?.b];
  if (list.length !== 3 || list.some((v: any) => typeof v !== 'number' || v < 0 || v > 255)) throw new RangeError('expected r, g, b from 0 to 255');
  return list;
}
