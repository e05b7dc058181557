/** Check an NHS number: ten digits, the last of them a check digit modulo 11. */
export default function isNhsNumber(text: string): boolean {
  const digits = text.replace(/[\s-]+/g, "");
  if (!/^\d{10}$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < 9; i += 1) sum += Number(digits[i]) * (10 - i);
  const check = (11 - (sum % 11)) % 11;
  return check !== 10 && check === Number(digits[9]);
}
