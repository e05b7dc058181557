/** Value of the greatest flow from source to sink, by shortest augmenting paths. */
export default function maxFlow(edges: Edge[], source: Node, sink: Node): number {
  if (source === sink) throw new RangeError('source and sink are one node');
  const left = new Map<Node, Map<Node, number>>();
  const room = (from: Node): Map<Node, number> => {
    if (!left.has(from)) left.set(from, new Map());
    return left.get(from)!;
  };
  for (const [from, to, capacity] of edges.map(read)) {
    if (!(capacity >= 0)) throw new RangeError('each edge needs a capacity of at least 0');
    room(from).set(to, (room(from).get(to) ?? 0) + capacity);
    room(to).set(from, room(to).get(from) ?? 0);
  }
  for (let flow = 0; ; ) {
    const came = new Map<Node, Node>([[source, source]]);
    for (const node of came.keys()) {
      for (const [to, free] of room(node)) if (free > 0 && !came.has(to)) came.set(to, node);
    }
    if (!came.has(sink)) return flow;
    let more = Infinity;
    for (let at = sink; at !== source; at = came.get(at)!) {
      more = Math.min(more, room(came.get(at)!).get(at)!);
    }
    for (let at = sink; at !== source; at = came.get(at)!) {
      const from = came.get(at)!;
      room(from).set(at, room(from).get(at)! - more);
      room(at).set(from, room(at).get(from)! + more);
    }
    flow += more;
  }
}

function read(edge: Edge): [Node, Node, number] {
  if (Array.isArray(edge)) return [edge[0], edge[1], edge[2] ?? NaN];
  return [edge.from ?? edge.source!, edge.to ?? edge.target!, Number(edge.capacity ?? edge.weight)];
}

type Node = string | number;
type Edge = [Node, Node, number?] | { [name: string]: Node };
