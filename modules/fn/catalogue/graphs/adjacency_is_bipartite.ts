/** Whether two colours suffice so that no edge joins nodes of the same colour. */
export default function adjacencyIsBipartite(graph: Graph): boolean {
  const near = new Map<string, string[]>();
  for (const [one, others] of Object.entries(graph)) {
    for (const other of Array.isArray(others) ? others.map(String) : Object.keys(others)) {
      near.set(one, [...(near.get(one) ?? []), other]);
      near.set(other, [...(near.get(other) ?? []), one]);
    }
  }
  const colours = new Map<string, boolean>();
  for (const start of near.keys()) {
    if (colours.has(start)) continue;
    colours.set(start, true);
    const group = new Set([start]);
    for (const node of group) {
      for (const next of near.get(node)!) {
        if (colours.get(next) === colours.get(node)) return false;
        colours.set(next, !colours.get(node));
        group.add(next);
      }
    }
  }
  return true;
}

type Graph = Record<string, (string | number)[] | Record<string, number>>;
