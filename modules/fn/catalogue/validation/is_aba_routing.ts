/** Check a US bank routing number: nine digits whose sum with the weights 3, 7, 1 ends in 0. */
export default function isAbaRouting(text: string): boolean {
  const digits = text.trim();
  if (!/^\d{9}$/.test(digits) || digits === "000000000") return false;
  let sum = 0;
  for (let i = 0; i < 9; i += 1) sum += Number(digits[i]) * [3, 7, 1][i % 3]!;
  return sum % 10 === 0;
}
