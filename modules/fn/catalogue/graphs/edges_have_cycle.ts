/** Whether the edges lead from some node back to it, each used once. */
export default function edgesHaveCycle(edges: Edge[], direction: string): boolean {
  const pairs = edges.map(read);
  if (direction === 'unsaid') throw new RangeError('say whether the edges are directed');
  if (direction === 'directed') {
    const left = new Set(pairs.flatMap(({ from, to }) => [from, to]));
    for (let removed = true; removed; ) {
      removed = false;
      for (const node of left) {
        if (pairs.some(({ from, to }) => from === node && left.has(to))) continue;
        left.delete(node);
        removed = true;
      }
    }
    return left.size > 0;
  }
  const group = new Map<Node, Node>();
  const root = (node: Node): Node => {
    let at = node;
    while (group.has(at)) at = group.get(at)!;
    return at;
  };
  const keys = pairs.map(({ from, to }) => JSON.stringify([from, to].sort()));
  if (new Set(keys).size < keys.length) throw new RangeError('an edge is given twice');
  return pairs.some(({ from, to }) => {
    const [one, other] = [root(from), root(to)];
    if (one !== other) group.set(one, other);
    return one === other;
  });
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
