/** Check an IMEI: fifteen digits that pass the Luhn test. */
export default function isImei(text: string): boolean {
  const digits = text.replace(/[\s-]+/g, "");
  if (!/^\d{15}$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < 15; i += 1) {
    const value = Number(digits[i]) * (i % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
