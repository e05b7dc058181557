/** Whether no task waits for itself; which end of a pair comes first does not matter for that. */
export default function canFinishAll(edges: Edge[], nodes: unknown): boolean {
  if (nodes !== null && typeof nodes !== 'number' && !Array.isArray(nodes)) {
    throw new RangeError('the tasks are a list or their number');
  }
  const pairs = ends(edges, 'before');
  const left = new Set<Node>(pairs.flat());
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const node of left) if (!pairs.some(([a, b]) => b === node && left.has(a))) left.delete(node);
  }
  return left.size === 0;
}

/** The ends of each edge, the earlier one first. */
function ends(edges: Edge[], order: string): [Node, Node][] {
  return edges.map((edge) => {
    const [a, b] = Array.isArray(edge)
      ? edge : [edge.from ?? edge.source!, edge.to ?? edge.target!];
    return order === 'after' ? [b!, a!] : [a!, b!];
  });
}

type Node = string | number;
type Edge = [Node, Node, number?] | { [name: string]: Node };
