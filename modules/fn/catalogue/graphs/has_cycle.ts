/** Whether some node can be reached from itself along at least one edge. */
export default function hasCycle(graph: Graph): boolean {
  const left = new Set(Object.keys(graph));
  for (let removed = true; removed; ) {
    removed = false;
    for (const node of left) {
      if (near(graph, node).some((next) => left.has(next))) continue;
      left.delete(node);
      removed = true;
    }
  }
  return left.size > 0;
}

type Graph = Record<string, (string | number)[] | Record<string, number>>;

/** The neighbours of a node, in their order; keys of objects are texts. */
function near(graph: Graph, node: string): string[] {
  const found = Object.hasOwn(graph, node) ? graph[node]! : [];
  return Array.isArray(found) ? found.map(String) : Object.keys(found);
}
