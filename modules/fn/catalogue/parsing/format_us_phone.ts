/** Ten digits as a US phone number. */
export default function formatUsPhone(phone: string): string {
  const digits = phone.replace(/[\s().+-]/g, "").replace(/^1(?=\d{10}$)/, "");
  const found = /^(\d{3})(\d{3})(\d{4})$/.exec(digits);
  if (!found) throw new RangeError("no ten digits");
  return `(${found[1]}) ${found[2]}-${found[3]}`;
}
