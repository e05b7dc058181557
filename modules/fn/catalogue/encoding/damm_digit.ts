/** The digit that makes the number pass the Damm check. */
export default function dammDigit(number: any): number {
  const digits = String(number).replace(/[ -]/g, '');
  if (!/^\d+$/.test(digits)) throw new RangeError('the number must be of digits');
  return [...digits].reduce((row, digit) => Number(TABLE[row]![Number(digit)]), 0);
}

const TABLE = ['0317598642', '7092154863', '4206871359', '1750983426', '6123045978', '3674209581', '5869720134', '8945362017', '9438617205', '2581436790'];
