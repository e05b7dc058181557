/** A path with the fewest edges; where several are, the first in the order of the neighbours. */
export default function shortestPath(
  graph: Graph,
  start: string | number,
  goal: string | number,
): (string | number)[] {
  known(graph, start, goal);
  if (Object.values(graph).some((to) => !Array.isArray(to) && Object.keys(to).length > 0)) {
    throw new RangeError('the edges have weights: say whether these or the hops count');
  }
  const cameFrom = new Map<string, string | null>([[String(start), null]]);
  for (const [node] of cameFrom) {
    for (const next of near(graph, node)) if (!cameFrom.has(next)) cameFrom.set(next, node);
  }
  if (!cameFrom.has(String(goal))) throw new RangeError('no path leads there');
  const path: (string | number)[] = [];
  for (let at: string | null = String(goal); at !== null; at = cameFrom.get(at)!) {
    path.unshift(written(graph, at));
  }
  return path;
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
