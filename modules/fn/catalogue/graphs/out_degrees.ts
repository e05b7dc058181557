/** How many edges leave each node. */
export default function outDegrees(edges: Edge[]): Record<string, number> {
  const counts = new Map<Node, number>();
  for (const { from, to } of edges.map(read)) {
    for (const end of [from, to]) counts.set(end, counts.get(end) ?? 0);
    counts.set(from, counts.get(from)! + 1);
  }
  return Object.fromEntries(counts);
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
