/** Ways to write n as a sum of positive integers, parts descending, the largest part first. */
export default function integerPartitions(n: number): number[][] {
  const out: number[][] = [];
  const extend = (parts: number[], rest: number, most: number) => {
    if (rest === 0) out.push(parts);
    for (let part = Math.min(most, rest); part > 0; part -= 1) {
      extend([...parts, part], rest - part, part);
    }
  };
  extend([], n, n);
  return out;
}
