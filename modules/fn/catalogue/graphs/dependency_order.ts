/** All names, each after what it depends on; of those that are free the first one comes first. */
export default function dependencyOrder(graph: Needs): (string | number)[] {
  const needs = new Map<string, string[]>();
  for (const [name, some] of Object.entries(graph)) {
    needs.set(name, (Array.isArray(some) ? some : Object.keys(some)).map(String));
  }
  const numbers = Object.values(graph).flat().some((name) => typeof name === 'number');
  for (const list of [...needs.values()]) {
    for (const name of list) if (!needs.has(name)) needs.set(name, []);
  }
  const out: string[] = [];
  while (needs.size > 0) {
    const free = [...needs.keys()].find((name) => !needs.get(name)!.some((one) => needs.has(one)));
    if (free === undefined) throw new RangeError('the dependencies go round in a circle');
    needs.delete(free);
    out.push(free);
  }
  return numbers ? out.map(Number) : out;
}

type Names = (string | number)[] | { [name: string]: number };
type Needs = { [name: string]: Names };
