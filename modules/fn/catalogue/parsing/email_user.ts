/** Local part of an email address. */
export default function emailUser(email: string): string {
  const found = /^([^@\s]+)@([^@\s]+)$/.exec(email.trim());
  if (!found) throw new RangeError("no email address");
  return found[1]!;
}
