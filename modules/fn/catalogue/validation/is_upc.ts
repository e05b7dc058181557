/** Check a UPC-A barcode: twelve digits, the last of them a check digit. */
export default function isUpc(text: string): boolean {
  const digits = text.replace(/[\s-]+/g, "");
  if (!/^\d{12}$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < 12; i += 1) sum += Number(digits[i]) * (i % 2 === 0 ? 3 : 1);
  return sum % 10 === 0;
}
