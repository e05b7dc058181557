/** The path with the least total weight; the weights stand in the graph. */
export default function weightedPath(
  graph: Graph,
  start: string | number,
  goal: string | number,
): string[] {
  known(graph, start, goal);
  const reached = reach(graph, String(start));
  if (!reached.has(String(goal))) throw new RangeError('no path leads there');
  const path: string[] = [];
  for (let at: string | null = String(goal); at !== null; at = reached.get(at)![1]) {
    path.unshift(at);
  }
  return path;
}

type Graph = Record<string, (string | number)[] | Record<string, number>>;

/** By Dijkstra's algorithm, for each node reached the distance and the node before it. */
function reach(graph: Graph, start: string): Map<string, [number, string | null]> {
  const open = new Map<string, [number, string | null]>([[start, [0, null]]]);
  const done = new Map<string, [number, string | null]>();
  while (open.size > 0) {
    const [node, best] = [...open].reduce((a, b) => (b[1][0] < a[1][0] ? b : a));
    open.delete(node);
    done.set(node, best);
    for (const [next, weight] of Object.entries(weights(graph, node))) {
      const distance = best[0] + weight;
      if (!done.has(next) && distance < (open.get(next)?.[0] ?? Infinity)) {
        open.set(next, [distance, node]);
      }
    }
  }
  return done;
}

function weights(graph: Graph, node: string): Record<string, number> {
  const near = Object.hasOwn(graph, node) ? graph[node]! : {};
  if (Array.isArray(near)) throw new RangeError('the edges have no weights');
  if (Object.values(near).some((weight) => weight < 0)) {
    throw new RangeError('a weight is negative');
  }
  return near;
}

function known(graph: Graph, ...nodes: (string | number)[]): void {
  for (const node of nodes.map(String)) {
    const met = Object.hasOwn(graph, node) ||
      Object.keys(graph).some((from) => Object.hasOwn(weights(graph, from), node));
    if (!met) throw new RangeError(`the graph has no node ${node}`);
  }
}
