/** Placements of n queens on n × n squares with none attacked; turned and mirrored ones count too. */
export default function nQueensCount(n: number): number {
  const all = 2 ** n - 1;
  const place = (columns: number, left: number, right: number): number => {
    if (columns === all) return 1;
    let count = 0;
    for (let free = all & ~(columns | left | right); free;) {
      const bit = free & -free;
      free -= bit;
      count += place(columns | bit, (left | bit) << 1, (right | bit) >> 1);
    }
    return count;
  };
  return place(0, 0, 0);
}
