/** Whether the goal can be reached from the start, along the neighbours as they are listed. */
export default function hasPath(
  graph: Graph,
  start: string | number,
  goal: string | number,
): boolean {
  known(graph, start, goal);
  const seen = new Set([String(start)]);
  for (const node of seen) for (const next of near(graph, node)) seen.add(next);
  return seen.has(String(goal));
}

type Graph = Record<string, (string | number)[] | Record<string, number>>;

/** The neighbours of a node, in their order; keys of objects are texts. */
function near(graph: Graph, node: string): string[] {
  const found = Object.hasOwn(graph, node) ? graph[node]! : [];
  return Array.isArray(found) ? found.map(String) : Object.keys(found);
}

function known(graph: Graph, ...nodes: (string | number)[]): void {
  for (const node of nodes) {
    const met = Object.hasOwn(graph, String(node)) ||
      Object.keys(graph).some((from) => near(graph, from).includes(String(node)));
    if (!met) throw new RangeError(`the graph has no node ${node}`);
  }
}
