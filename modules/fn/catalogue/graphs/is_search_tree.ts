/** Whether all values left of a node are smaller, and all values right of it larger. */
export default function isSearchTree(tree: Tree): boolean {
  const values: unknown[] = [];
  const walk = (node: Tree | null | undefined): void => {
    if (!node) return;
    walk(node.left);
    values.push(value(node));
    walk(node.right);
  };
  walk(tree);
  return values.every((one, at) => at === 0 || (values[at - 1] as number) < (one as number));
}

type Tree = { left?: Tree | null; right?: Tree | null; [name: string]: unknown };

function value(node: Tree): unknown {
  const found = node.value ?? node.val ?? node.data ?? node.key;
  if (found === undefined) throw new RangeError('each node needs a value');
  return found;
}
