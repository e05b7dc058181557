/** Values of a binary tree: the node before, between or after its left and right parts. */
export default function binaryTreeTraversal(tree: Tree | null | undefined, order: string): unknown[] {
  if (tree === null || tree === undefined) return [];
  const left = binaryTreeTraversal(tree.left, order);
  const right = binaryTreeTraversal(tree.right, order);
  if (order === 'pre') return [value(tree), ...left, ...right];
  return order === 'in' ? [...left, value(tree), ...right] : [...left, ...right, value(tree)];
}

type Tree = { left?: Tree | null; right?: Tree | null; [name: string]: unknown };

function value(node: Tree): unknown {
  const found = node.value ?? node.val ?? node.data ?? node.key;
  if (found === undefined) throw new RangeError('each node needs a value');
  return found;
}
