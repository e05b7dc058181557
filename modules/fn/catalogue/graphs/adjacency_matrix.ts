/** A 1 where an edge leads from the row's node to the column's. */
export default function adjacencyMatrix(edges: Edge[], n: number, direction: string): number[][] {
  const pairs = edges.map((edge) => {
    if (Object.keys(edge).length > 2) throw new RangeError('the edges have weights');
    return Array.isArray(edge) ? edge : [edge.from ?? edge.source, edge.to ?? edge.target];
  }) as [number, number][];
  if (pairs.flat().some((node) => !Number.isInteger(node) || node < 0 || node >= n)) {
    throw new RangeError('the nodes are numbered from 0 to n - 1');
  }
  const matrix = Array.from({ length: n }, () => Array<number>(n).fill(0));
  for (const [from, to] of pairs) {
    matrix[from]![to] = 1;
    if (direction === 'undirected') matrix[to]![from] = 1;
    else if (direction === 'unsaid' && !pairs.some(([a, b]) => a === to && b === from)) {
      throw new RangeError('say whether the edges are directed');
    }
  }
  return matrix;
}

type Node = string | number;
type Edge = [Node, Node, number?] | { [name: string]: Node };
