/** Unsigned. */
export default function ipv4ToNumber(ip: string): number {
  const parts = ip.trim().split('.');
  if (parts.length !== 4 || parts.some((part) => !/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255)) {
    throw new RangeError('the text is no IPv4 address');
  }
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}
