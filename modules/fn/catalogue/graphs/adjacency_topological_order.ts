/** Each node before those that it points to; of free nodes the first one comes first. */
export default function adjacencyTopologicalOrder(graph: Graph): (string | number)[] {
  const nodes = Object.keys(graph);
  const left = new Set([...nodes, ...nodes.flatMap((node) => near(graph, node))]);
  const out: (string | number)[] = [];
  while (left.size > 0) {
    const free = [...left].find((node) =>
      ![...left].some((other) => near(graph, other).includes(node)));
    if (free === undefined) throw new RangeError('the graph has a cycle');
    left.delete(free);
    out.push(written(graph, free));
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
