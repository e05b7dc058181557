/** Whether the last digit is the Damm check digit of the others. */
export default function dammCheck(number: any): boolean {
  const digits = String(number).replace(/[ -]/g, '');
  if (!/^\d{2,}$/.test(digits)) return false;
  return [...digits].reduce((row, digit) => Number(TABLE[row]![Number(digit)]), 0) === 0;
}

const TABLE = ['0317598642', '7092154863', '4206871359', '1750983426', '6123045978', '3674209581', '5869720134', '8945362017', '9438617205', '2581436790'];
