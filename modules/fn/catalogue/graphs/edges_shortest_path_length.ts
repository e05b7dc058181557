/** Fewest edges on a path from start to goal. */
export default function edgesShortestPathLength(
  edges: Edge[],
  start: Node,
  goal: Node,
  direction: string,
): number {
  if (edges.some((edge) => Object.keys(edge).length > 2)) {
    throw new RangeError('the edges have weights: say whether these or the hops count');
  }
  return best(edges, start, goal, direction)[0];
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

/** Dijkstra along the edges, also against them where these have no direction. */
function lightest(
  pairs: Pair[],
  start: Node,
  goal: Node,
  bothWays: boolean,
): [number, Node[]] | null {
  const open = new Map<Node, [number, Node[]]>([[start, [0, [start]]]]);
  const done = new Set<Node>();
  while (open.size > 0) {
    const [node, best] = [...open].reduce((a, b) => (b[1][0] < a[1][0] ? b : a));
    if (node === goal) return best;
    open.delete(node);
    done.add(node);
    for (const { from, to, weight } of pairs) {
      for (const [one, other] of bothWays ? [[from, to], [to, from]] : [[from, to]]) {
        const total = best[0] + weight;
        if (one !== node || done.has(other!)) continue;
        if (total >= (open.get(other!)?.[0] ?? Infinity)) continue;
        open.set(other!, [total, [...best[1], other!]]);
      }
    }
  }
  return null;
}

type Pair = ReturnType<typeof read>;

/** The answer where direction is said, where edges tell it, or where both readings agree. */
function best(edges: Edge[], start: Node, goal: Node, direction: string): [number, Node[]] {
  const pairs = edges.map(read);
  if (!pairs.some(({ from, to }) => from === start || to === start)) {
    throw new RangeError('no edge has the start');
  }
  if (pairs.some(({ weight }) => !(weight >= 0))) throw new RangeError('a weight is negative');
  const told = direction !== 'unsaid' || pairs.every(({ directed }) => directed);
  const along = lightest(pairs, start, goal, direction === 'undirected');
  const other = told ? along : lightest(pairs, start, goal, true);
  if (along?.[0] !== other?.[0]) {
    throw new RangeError('say whether the edges are directed');
  }
  if (along === null) throw new RangeError('no path leads there');
  return along;
}
