/** Whether the edges join all nodes and close no ring. */
export default function isTree(edges: Edge[], nodes: unknown): boolean {
  const pairs = edges.map(ends);
  const keys = pairs.map((pair) => JSON.stringify([...pair].sort()));
  if (new Set(keys).size < keys.length) throw new RangeError('an edge is given twice');
  const counted = typeof nodes === 'number' ? Array.from({ length: nodes }, (_, i) => i) : nodes;
  const known = counted ?? [...new Set(pairs.flat())];
  if (!Array.isArray(known)) throw new RangeError('the nodes are a list or their number');
  if (known.length === 0) throw new RangeError('a graph without nodes may count as either');
  if (pairs.flat().some((node) => !known.includes(node))) {
    throw new RangeError('an edge has an unknown node');
  }
  return pairs.length === known.length - 1 && groups(pairs, known) === 1;
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
