/** Whether the edges join all nodes into one group. */
export default function isConnected(edges: Edge[], nodes: unknown): boolean {
  const all = allNodes(nodes, edges);
  if (all.length === 0) throw new RangeError('there are no nodes');
  return groups(all, edges).length === 1;
}

type Node = string | number;
type Edge = [Node, Node, number?] | { [name: string]: Node };

/** The ends and the weight of an edge, and whether it says from where to where. */
function read(edge: Edge): { from: Node; to: Node; weight: number; directed: boolean } {
  if (Array.isArray(edge)) {
    return { from: edge[0], to: edge[1], weight: edge[2] ?? 1, directed: false };
  }
  const weight = Number(edge.weight ?? edge.cost ?? edge.distance ?? edge.length ?? 1);
  const [from, to] = edge.from === undefined ? [edge.source!, edge.target!] : [edge.from, edge.to!];
  return { from, to, weight, directed: true };
}

/** The nodes named, counted from 0 or met in the edges, in this order. */
function allNodes(nodes: unknown, edges: Edge[]): Node[] {
  const counted = typeof nodes === 'number' ? Array.from({ length: nodes }, (_, i) => i) : nodes;
  const known = counted ?? [];
  if (!Array.isArray(known)) throw new RangeError('the nodes are a list or their number');
  const met = new Set<Node>(known);
  for (const { from, to } of edges.map(read)) met.add(from).add(to);
  if (nodes !== null && met.size > known.length) {
    throw new RangeError('an edge has an unknown node');
  }
  return [...met];
}

/** The nodes in groups joined by edges, whichever way these point. */
function groups(nodes: Node[], edges: Edge[]): Node[][] {
  const near = new Map<Node, Node[]>(nodes.map((node) => [node, []]));
  for (const { from, to } of edges.map(read)) {
    near.get(from)!.push(to);
    near.get(to)!.push(from);
  }
  const met = new Set<Node>();
  const out: Node[][] = [];
  for (const node of nodes) {
    if (met.has(node)) continue;
    const group = new Set([node]);
    for (const member of group) for (const next of near.get(member)!) group.add(next);
    for (const member of group) met.add(member);
    out.push(nodes.filter((member) => group.has(member)));
  }
  return out;
}
