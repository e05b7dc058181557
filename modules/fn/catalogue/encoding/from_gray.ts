/** A number gives a number, a text of bits a text of as many. */
export default function fromGray(value: any): any {
  if (Number.isSafeInteger(value) && value >= 0 && value < 2 ** 31) {
    let out = 0;
    for (let rest = value; rest; rest >>= 1) out ^= rest;
    return out;
  }
  if (typeof value !== 'string' || !/^[01]+$/.test(value)) throw new RangeError('expected an integer or a text of bits');
  let last = 0;
  return [...value].map((bit) => String(last ^= Number(bit))).join('');
}
