/** Check an EAN-8 barcode: eight digits, the last of them a check digit. */
export default function isEan8(text: string): boolean {
  const digits = text.replace(/[\s-]+/g, "");
  if (!/^\d{8}$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < 8; i += 1) sum += Number(digits[i]) * (i % 2 === 0 ? 3 : 1);
  return sum % 10 === 0;
}
