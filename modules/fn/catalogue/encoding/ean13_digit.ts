/** Of the first twelve digits. */
export default function ean13Digit(digits: any): number {
  const text = String(digits).replace(/[ -]/g, '');
  if (!/^\d{12}$/.test(text)) throw new RangeError('expected twelve digits');
  return (10 - [...text].reduce((sum, c, i) => sum + Number(c) * (i % 2 ? 3 : 1), 0) % 10) % 10;
}
