/** Check an ISSN: eight characters, the last of them a check digit modulo 11 (X for ten). */
export default function isIssn(text: string): boolean {
  const issn = text.trim().toUpperCase();
  if (!/^\d{4}-?\d{3}[\dX]$/.test(issn)) return false;
  const digits = issn.replace("-", "");
  let sum = 0;
  for (let i = 0; i < 8; i += 1) sum += (digits[i] === "X" ? 10 : Number(digits[i])) * (8 - i);
  return sum % 11 === 0;
}
