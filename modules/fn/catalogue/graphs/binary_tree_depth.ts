/** Nodes on the longest way down from the root. */
export default function binaryTreeDepth(tree: Tree | null): number {
  if (tree === null || tree === undefined) return 0;
  if (typeof tree !== 'object' || 'children' in tree) {
    throw new RangeError('the nodes have left and right');
  }
  return 1 + Math.max(binaryTreeDepth(tree.left ?? null), binaryTreeDepth(tree.right ?? null));
}

type Tree = { left?: Tree | null; right?: Tree | null };
