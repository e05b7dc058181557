/** Highest semantic version of a list. */
const parse = (version: string) => {
  const found = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/.exec(version.trim());
  if (!found) throw new RangeError(`${version} is no semantic version`);
  return { core: found.slice(1, 4).map(Number), pre: found[4] === undefined ? [] : found[4].split(".") };
};

const compare = (a: string, b: string): number => {
  const [left, right] = [parse(a), parse(b)];
  for (let i = 0; i < 3; i++) if (left.core[i] !== right.core[i]) return left.core[i]! < right.core[i]! ? -1 : 1;
  if (left.pre.length === 0 || right.pre.length === 0) return Math.sign(right.pre.length - left.pre.length);
  for (let i = 0; i < Math.min(left.pre.length, right.pre.length); i++) {
    const [x, y] = [left.pre[i]!, right.pre[i]!];
    const digits = [/^\d+$/.test(x), /^\d+$/.test(y)];
    if (x === y) continue;
    if (digits[0] && digits[1]) return Number(x) < Number(y) ? -1 : 1;
    if (digits[0] !== digits[1]) return digits[0] ? -1 : 1;
    return x < y ? -1 : 1;
  }
  return Math.sign(left.pre.length - right.pre.length);
};

export default function latestVersion(versions: string[]): string {
  return versions.reduce((best, version) => (compare(version, best) > 0 ? version : best));
}
