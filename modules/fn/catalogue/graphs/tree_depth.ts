type Tree = { children?: Tree[] };

/** Nodes on the longest way down from the root. */
export default function treeDepth(tree: Tree): number {
  let depth = 0;
  for (let level = [tree]; level.length > 0; depth += 1) {
    level = level.flatMap((node) => {
      const children = node.children ?? [];
      if (!Array.isArray(children)) throw new RangeError('the children are a list');
      return children;
    });
  }
  return depth;
}
