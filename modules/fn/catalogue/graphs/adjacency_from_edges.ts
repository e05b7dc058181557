/** For each node, in the order of the edges, its neighbours. */
export default function adjacencyFromEdges(edges: Edge[], direction: string): object {
  const near = new Map<Node, Node[]>();
  for (const edge of edges) {
    const { from, to, directed } = read(edge);
    if (Array.isArray(edge) && edge.length > 2) throw new RangeError('neighbours have no weights');
    if (direction === 'unsaid' && !directed) {
      throw new RangeError('say whether the edges are directed');
    }
    near.set(from, [...(near.get(from) ?? []), to]);
    const back = direction === 'undirected' && from !== to ? [from] : [];
    near.set(to, [...(near.get(to) ?? []), ...back]);
  }
  return Object.fromEntries(near);
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
