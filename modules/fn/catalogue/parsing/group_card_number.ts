/** Digits in groups of four. */
export default function groupCardNumber(number: string): string {
  const digits = number.replace(/[\s-]/g, "");
  if (!/^[0-9A-Za-z]+$/.test(digits)) throw new RangeError("letters and digits only");
  return digits.match(/.{1,4}/g)!.join(" ");
}
