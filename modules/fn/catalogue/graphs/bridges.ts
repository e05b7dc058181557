/** The edges without which more groups of nodes are left than before. */
export default function bridges(edges: Edge[]): Edge[] {
  const pairs = edges.map(ends);
  const nodes = [...new Set(pairs.flat())];
  const before = groups(pairs, nodes);
  return edges.filter((_, i) => groups(pairs.filter((_pair, j) => j !== i), nodes) > before);
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

/** How many groups the nodes form without one node or one edge. */
function groups(pairs: [Node, Node][], nodes: Node[]): number {
  const near = neighbours(pairs);
  const met = new Set<Node>();
  let count = 0;
  for (const node of nodes) {
    if (met.has(node)) continue;
    count += 1;
    const group = new Set([node]);
    for (const member of group) for (const next of near.get(member) ?? []) group.add(next);
    for (const member of group) met.add(member);
  }
  return count;
}
