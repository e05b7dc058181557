/** Digits of a whole number from one base to another, in lower case. */
export default function convertBase(digits: string, from: number, to: number): string {
  const text = digits.trim().toLowerCase();
  const negative = text.startsWith('-');
  const figures = negative ? text.slice(1) : text;
  if (figures === '') throw new RangeError('there are no digits');
  let value = 0n;
  for (const figure of figures) {
    const digit = '0123456789abcdefghijklmnopqrstuvwxyz'.indexOf(figure);
    if (digit < 0 || digit >= from) throw new RangeError('a digit does not belong to the base');
    value = value * BigInt(from) + BigInt(digit);
  }
  return (negative && value !== 0n ? '-' : '') + value.toString(to);
}
