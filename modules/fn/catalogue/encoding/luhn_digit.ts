/** The digit that makes the number pass the Luhn check. */
export default function luhnDigit(number: any): number {
  const digits = String(number).replace(/[ -]/g, '');
  if (!/^\d+$/.test(digits)) throw new RangeError('the number must be of digits');
  let sum = 0;
  [...digits].reverse().forEach((c, i) => {
    const value = Number(c) * (i % 2 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  });
  return (10 - (sum % 10)) % 10;
}
