type Item = { readonly id: number; tags: string[] };

export interface Grouped<T> {
  key: string;
  items: T[];
}

/** Groups items by each of their tags. */
export default function groupByTag(items: readonly Item[], limit: number = Infinity): Grouped<Item>[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    for (const tag of item.tags) {
      const list: Item[] = groups.get(tag) ?? [];
      list.push(item);
      groups.set(tag, list);
    }
  }
  return [...groups.entries()]
    .map(([key, found]: [string, Item[]]): Grouped<Item> => ({ key, items: found }))
    .sort((a, b) => b.items.length - a.items.length)
    .slice(0, limit) as Grouped<Item>[];
}
