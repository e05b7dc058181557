/** RGB to hex colour: three integers one by one, as a list or as an object. */
export default function rgbToHex(red: any, green: any, blue: any): string {
  const list = green !== null ? [red, green, blue] : Array.isArray(red) ? red : [red?.r, red?.g, red?.b];
  if (list.length !== 3 || list.some((value: any) => !Number.isInteger(value) || value < 0 || value > 255)) {
    throw new RangeError('expected three integers from 0 to 255');
  }
  return '#' + list.map((value: number) => value.toString(16).padStart(2, '0')).join('');
}
