/** Amount with a currency symbol. */
const group = (digits: string, mark: string) => digits.replace(/\B(?=(\d{3})+$)/g, mark);
const fixed = (n: number, decimals: number) => {
  if (Math.abs(n) >= 1e15) throw new RangeError("the number is too large");
  const sign = n < 0 ? -1 : 1;
  const scaled = Math.round(Number(`${Math.abs(n)}e${decimals}`));
  const text = String(Number.isSafeInteger(scaled) ? scaled : NaN).padStart(decimals + 1, "0");
  if (text.includes("N")) throw new RangeError("too many digits");
  return { sign: sign < 0 && scaled > 0 ? "-" : "", whole: text.slice(0, text.length - decimals), part: text.slice(text.length - decimals) };
};

export default function formatCurrency(amount: number, symbol: string): string {
  if (/[A-Za-z0-9]/.test(symbol)) throw new RangeError("a symbol such as $ or £ is needed");
  const { sign, whole, part } = fixed(amount, 2);
  return `${sign}${symbol}${group(whole, ",")}.${part}`;
}
