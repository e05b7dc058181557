/** The most edges that the shortest path between two nodes can have. */
export default function diameter(edges: Edge[]): number {
  if (edges.some((edge) => Object.keys(edge).length > 2)) {
    throw new RangeError('the edges have weights: say whether these or the hops count');
  }
  const near = neighbours(edges.map(ends));
  if (near.size === 0) throw new RangeError('the graph has no nodes');
  return Math.max(...[...near.keys()].map((start) => {
    const hops = new Map<Node, number>([[start, 0]]);
    for (const [node, count] of hops) {
      for (const next of near.get(node)!) if (!hops.has(next)) hops.set(next, count + 1);
    }
    if (hops.size < near.size) throw new RangeError('the graph is not connected');
    return Math.max(...hops.values());
  }));
}

type Node = string | number;
type Edge = [Node, Node, number?] | { [name: string]: Node };

/** The two ends of an edge. */
function ends(edge: Edge): [Node, Node] {
  if (Array.isArray(edge)) return [edge[0], edge[1]];
  return edge.from === undefined ? [edge.source!, edge.target!] : [edge.from, edge.to!];
}

/** The neighbours of each node, in the order of the edges. */
function neighbours(pairs: [Node, Node][]): Map<Node, Node[]> {
  const near = new Map<Node, Node[]>();
  for (const [one, other] of pairs) {
    near.set(one, [...(near.get(one) ?? []), other]);
    near.set(other, [...(near.get(other) ?? []), one]);
  }
  return near;
}
