/** Check an IPv6 address. */
export default function isIpv6(text: string): boolean {
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const full = halves.length === 1 ? groups.length === 8 : groups.length < 8;
  return full && groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group));
}
