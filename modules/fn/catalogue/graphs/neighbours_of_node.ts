/** Nodes that an edge joins with the node, in the order of the edges, each once. */
export default function neighboursOfNode(edges: Edge[], node: Node): Node[] {
  const near = new Set<Node>();
  for (const edge of edges) {
    const [a, b] = Array.isArray(edge)
      ? edge : [edge.from ?? edge.source!, edge.to ?? edge.target!];
    if (a === node) near.add(b!);
    else if (b === node) near.add(a!);
  }
  return [...near];
}

type Node = string | number;
type Edge = [Node, Node, number?] | { [name: string]: Node };
