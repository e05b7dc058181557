/** The nodes that can be reached, nearest first, neighbours in the order of their list. */
export default function breadthFirst(graph: Graph, start: string | number): (string | number)[] {
  known(graph, start);
  const seen = new Set([String(start)]);
  for (const node of seen) for (const next of near(graph, node)) seen.add(next);
  return [...seen].map((node) => written(graph, node));
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

function known(graph: Graph, ...nodes: (string | number)[]): void {
  for (const node of nodes) {
    const met = Object.hasOwn(graph, String(node)) ||
      Object.keys(graph).some((from) => near(graph, from).includes(String(node)));
    if (!met) throw new RangeError(`the graph has no node ${node}`);
  }
}
