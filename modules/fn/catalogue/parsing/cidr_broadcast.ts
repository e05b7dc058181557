/** Broadcast address of a block. */
const toNumber = (ip: string) => {
  const parts = ip.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) throw new RangeError("no IPv4 address");
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
};
const block = (cidr: string) => {
  const found = /^([\d.]+)\/(\d|[12]\d|3[0-2])$/.exec(cidr);
  if (!found) throw new RangeError("no block such as 10.0.0.0/8");
  const size = 2 ** (32 - Number(found[2]));
  return { first: Math.floor(toNumber(found[1]!) / size) * size, size };
};
const toIp = (n: number) => [24, 16, 8, 0].map((shift) => Math.floor(n / 2 ** shift) % 256).join(".");

export default function cidrBroadcast(cidr: string): string {
  const { first, size } = block(cidr);
  return toIp(first + size - 1);
}
