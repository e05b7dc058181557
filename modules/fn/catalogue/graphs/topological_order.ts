/** Nodes with each edge from an earlier to a later one; of free nodes the first one comes first. */
export default function topologicalOrder(edges: Edge[], nodes: unknown): Node[] {
  const pairs = edges.map(read);
  const left = new Set(allNodes(nodes, edges));
  const out: Node[] = [];
  while (left.size > 0) {
    const free = [...left].find((node) =>
      !pairs.some(({ from, to }) => to === node && left.has(from)));
    if (free === undefined) throw new RangeError('the edges make a cycle');
    left.delete(free);
    out.push(free);
  }
  return out;
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
