/** The edges that the minimum spanning tree is made of, as they were given. */
export default function mstEdges(edges: Edge[], nodes: unknown): Edge[] {
  return spanning(edges, nodes).picked;
}

/** Kruskal: the lightest edges that join all nodes, none of which closes a ring. */
function spanning(edges: Edge[], listed: unknown): { picked: Edge[]; total: number } {
  const group = new Map<Node, Node>();
  const root = (node: Node): Node => {
    let at = node;
    while (group.has(at)) at = group.get(at)!;
    return at;
  };
  const weighted = edges.map((edge) => {
    const named = Array.isArray(edge) ? edge.length === 3 : Object.keys(edge).length === 3;
    const { from, to, weight } = read(edge);
    if (!named || Number.isNaN(weight)) throw new RangeError('each edge needs a weight');
    return { edge, from, to, weight };
  });
  const nodes = allNodes(listed, edges);
  const picked: Edge[] = [];
  let total = 0;
  for (const { edge, from, to, weight } of weighted.sort((a, b) => a.weight - b.weight)) {
    const [one, other] = [root(from), root(to)];
    if (one === other) continue;
    group.set(one, other);
    picked.push(edge);
    total += weight;
  }
  if (picked.length < nodes.length - 1) throw new RangeError('the graph is not connected');
  return { picked, total };
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
