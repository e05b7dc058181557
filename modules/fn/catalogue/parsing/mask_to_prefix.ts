/** Subnet mask to prefix length. */
const toNumber = (ip: string) => {
  const parts = ip.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) throw new RangeError("no IPv4 address");
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
};

export default function maskToPrefix(mask: string): number {
  const host = 2 ** 32 - toNumber(mask);
  const bits = Math.log2(host);
  if (!Number.isInteger(bits)) throw new RangeError("no subnet mask");
  return 32 - bits;
}
