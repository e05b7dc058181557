/** Every k-th of n in a circle is removed until one is left; counted from 1, or from `base`. */
export default function josephus(n: number, k: number, base: number): number {
  let at = 0;
  for (let size = 2; size <= n; size += 1) at = (at + k) % size;
  return at + base;
}
