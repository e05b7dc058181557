/** A number gives a number, a text of bits a text of as many. */
export default function toGray(value: any): any {
  if (Number.isSafeInteger(value) && value >= 0 && value < 2 ** 31) return value ^ (value >> 1);
  if (typeof value !== 'string' || !/^[01]+$/.test(value)) throw new RangeError('expected an integer or a text of bits');
  return [...value].map((bit, i) => bit === (value[i - 1] ?? '0') ? '0' : '1').join('');
}
