/** Groups of nodes joined by edges; each edge must be listed at both of its ends. */
export default function adjacencyComponents(graph: Graph): (string | number)[][] {
  const met = new Set<string>();
  const out: (string | number)[][] = [];
  for (const start of Object.keys(graph)) {
    if (met.has(start)) continue;
    const group = new Set([start]);
    for (const node of group) {
      met.add(node);
      for (const next of near(graph, node)) {
        if (!near(graph, next).includes(node)) throw new RangeError('the graph is directed');
        group.add(next);
      }
    }
    out.push([...group].map((node) => written(graph, node)));
  }
  return out;
}

type Graph = Record<string, (string | number)[] | Record<string, number>>;

/** The neighbours of a node, in their order; keys of objects are texts. */
function near(graph: Graph, node: string): string[] {
  const found = Object.hasOwn(graph, node) ? graph[node]! : [];
  return Array.isArray(found) ? found.map(String) : Object.keys(found);
}

/** A node as the graph itself writes it: as a number where its lists hold numbers. */
function written(graph: Graph, node: string): string | number {
  const numeric = Object.values(graph).some((to) =>
    Array.isArray(to) && to.some((next) => typeof next === 'number'));
  return numeric && String(Number(node)) === node ? Number(node) : node;
}
