/** Next patch version. */
const parse = (version: string) => {
  const found = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/.exec(version.trim());
  if (!found) throw new RangeError(`${version} is no semantic version`);
  return { core: found.slice(1, 4).map(Number), pre: found[4] === undefined ? [] : found[4].split(".") };
};

export default function bumpPatch(version: string): string {
  const { core } = parse(version);
  return `${core[0]}.${core[1]}.${core[2]! + 1}`;
}
