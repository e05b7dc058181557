/** Pairs of places whose elements stand in the wrong order, the larger before the smaller. */
export default function inversionCount(numbers: number[]): number {
  let count = 0;
  const sort = (part: number[]): number[] => {
    if (part.length < 2) return part;
    const middle = part.length >> 1;
    const left = sort(part.slice(0, middle));
    const right = sort(part.slice(middle));
    const out: number[] = [];
    let l = 0;
    for (const value of right) {
      while (l < left.length && left[l]! <= value) out.push(left[l++]!);
      count += left.length - l;
      out.push(value);
    }
    return out.concat(left.slice(l));
  };
  sort(numbers);
  return count;
}
