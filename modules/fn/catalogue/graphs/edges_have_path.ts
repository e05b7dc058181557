/** Whether the edges lead there; where direction matters and is unsaid there is no answer. */
export default function edgesHavePath(
  edges: Edge[],
  start: Node,
  goal: Node,
  direction: string,
): boolean {
  const pairs = edges.map(read);
  const nodes = new Set(pairs.flatMap(({ from, to }) => [from, to]));
  if (!nodes.has(start) || !nodes.has(goal)) throw new RangeError('no edge has that node');
  const reaches = (bothWays: boolean) => {
    const seen = new Set([start]);
    for (const node of seen) {
      for (const { from, to } of pairs) {
        if (from === node) seen.add(to);
        if (bothWays && to === node) seen.add(from);
      }
    }
    return seen.has(goal);
  };
  if (direction !== 'unsaid') return reaches(direction === 'undirected');
  const along = reaches(false);
  if (!pairs.every(({ directed }) => directed) && along !== reaches(true)) {
    throw new RangeError('say whether the edges are directed');
  }
  return along;
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
