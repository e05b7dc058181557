/** Fraction as a percentage text. */
const group = (digits: string, mark: string) => digits.replace(/\B(?=(\d{3})+$)/g, mark);
const fixed = (n: number, decimals: number) => {
  if (Math.abs(n) >= 1e15) throw new RangeError("the number is too large");
  const sign = n < 0 ? -1 : 1;
  const scaled = Math.round(Number(`${Math.abs(n)}e${decimals}`));
  const text = String(Number.isSafeInteger(scaled) ? scaled : NaN).padStart(decimals + 1, "0");
  if (text.includes("N")) throw new RangeError("too many digits");
  return { sign: sign < 0 && scaled > 0 ? "-" : "", whole: text.slice(0, text.length - decimals), part: text.slice(text.length - decimals) };
};

export default function percentText(value: number, decimals: number): string {
  const { sign, whole, part } = fixed(Number((value * 100).toPrecision(15)), decimals);
  return sign + whole + (decimals > 0 ? "." + part : "") + "%";
}
