/** Whether two colours suffice so that no edge joins nodes of the same colour. */
export default function isBipartite(edges: Edge[], nodes: unknown): boolean {
  allNodes(nodes, edges);
  const near = new Map<string, string[]>();
  for (const { from, to } of edges.map(read)) {
    const [one, other] = [JSON.stringify(from), JSON.stringify(to)];
    near.set(one, [...(near.get(one) ?? []), other]);
    near.set(other, [...(near.get(other) ?? []), one]);
  }
  const colours = new Map<string, boolean>();
  for (const start of near.keys()) {
    if (colours.has(start)) continue;
    colours.set(start, true);
    const group = new Set([start]);
    for (const node of group) {
      for (const next of near.get(node)!) {
        if (colours.get(next) === colours.get(node)) return false;
        colours.set(next, !colours.get(node));
        group.add(next);
      }
    }
  }
  return true;
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
