/** Number of leaves of a tree. */
export default function treeLeafCount(tree: Tree): number {
  const below = children(tree);
  return below.length === 0 ? 1 : below.reduce((sum, one) => sum + treeLeafCount(one), 0);
}

type Tree = { [name: string]: unknown };

/** The nodes right below: the children, or the left and the right one. */
function children(node: Tree): Tree[] {
  const all = Array.isArray(node.children) ? node.children : [node.left, node.right];
  return all.filter((one) => one !== null && one !== undefined);
}
