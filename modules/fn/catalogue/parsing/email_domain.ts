/** Domain of an email address. */
export default function emailDomain(email: string): string {
  const found = /^([^@\s]+)@([^@\s]+)$/.exec(email.trim());
  if (!found) throw new RangeError("no email address");
  return found[2]!.toLowerCase();
}
