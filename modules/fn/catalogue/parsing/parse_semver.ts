/** Parts of a semantic version. */
const parse = (version: string) => {
  const found = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/.exec(version.trim());
  if (!found) throw new RangeError(`${version} is no semantic version`);
  return { core: found.slice(1, 4).map(Number), pre: found[4] === undefined ? [] : found[4].split(".") };
};

export default function parseSemver(version: string): Record<string, number> {
  const { core, pre } = parse(version);
  if (pre.length > 0 || version.includes("+")) throw new RangeError("a pre-release or build part");
  return { major: core[0]!, minor: core[1]!, patch: core[2]! };
}
