/** MAC address with colons. */
export default function normalizeMac(mac: string, letters: string): string {
  const digits = mac.replace(/[:.\s-]/g, "");
  if (!/^[0-9a-f]{12}$/i.test(digits)) throw new RangeError("no MAC address");
  const text = digits.match(/../g)!.join(":");
  return letters === "upper" ? text.toUpperCase() : text.toLowerCase();
}
