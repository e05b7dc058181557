/** Place of a permutation, from 0, among the permutations of its items in ascending order. */
export default function permutationRank(items: number[]): bigint {
  if (new Set(items).size !== items.length) throw new RangeError('the items are not all different');
  let rank = 0n;
  items.forEach((item, i) => {
    const smaller = items.slice(i + 1).filter((other) => other < item).length;
    rank = rank * BigInt(items.length - i) + BigInt(smaller);
  });
  return rank;
}
