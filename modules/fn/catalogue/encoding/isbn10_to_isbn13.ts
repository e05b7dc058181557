/** ISBN-10 to ISBN-13: the prefix 978 and a new check digit, without hyphens. */
export default function isbn10ToIsbn13(isbn: string): string {
  const old = isbn.replace(/[ -]/g, '').toUpperCase();
  if (!/^\d{9}[\dX]$/.test(old)) throw new RangeError('no ISBN of ten digits');
  const weighed = [...old].reduce((sum, c, i) => sum + (c === 'X' ? 10 : Number(c)) * (10 - i), 0);
  if (weighed % 11 !== 0) throw new RangeError('the check digit is wrong');
  const digits = `978${old.slice(0, 9)}`;
  const sum = [...digits].reduce((total, c, i) => total + Number(c) * (i % 2 === 1 ? 3 : 1), 0);
  return digits + String((10 - (sum % 10)) % 10);
}
