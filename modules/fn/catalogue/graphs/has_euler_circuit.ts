/** Whether one round trip walks every edge exactly once. */
export default function hasEulerCircuit(edges: Edge[]): boolean {
  return oddNodes(edges.map(ends)) === 0;
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

/** How many nodes have an odd degree; refused where the edges do not hang together. */
function oddNodes(pairs: [Node, Node][]): number | null {
  if (pairs.length === 0) throw new RangeError('a graph without edges may count as either');
  const near = neighbours(pairs);
  const group = new Set([pairs[0]![0]]);
  for (const member of group) for (const next of near.get(member)!) group.add(next);
  if (group.size < near.size) return null;
  return [...near.values()].filter((all) => all.length % 2 === 1).length;
}
