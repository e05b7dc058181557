/** Check for a private IPv4 address. */
const toNumber = (ip: string) => {
  const parts = ip.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) throw new RangeError("no IPv4 address");
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
};

export default function isPrivateIp(ip: string): boolean {
  const n = toNumber(ip);
  return [[10 * 2 ** 24, 2 ** 24], [172 * 2 ** 24 + 2 ** 20, 2 ** 20], [192 * 2 ** 24 + 168 * 2 ** 16, 2 ** 16]].some(([first, size]) => n >= first! && n < first! + size!);
}
