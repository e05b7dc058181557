/** For each node that can be reached the total weight of the lightest path to it. */
export default function weightedDistances(graph: Graph, start: string | number): object {
  known(graph, start);
  const reached = [...reach(graph, String(start))];
  return Object.fromEntries(reached.map(([node, [distance]]) => [node, distance]));
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
