/** Of fair dice, two with six sides unless said otherwise. */
export default function diceSumProbability(sum: number, dice: number, sides: number): number {
  let ways = [1];
  for (let die = 0; die < dice; die += 1) {
    const next = Array(ways.length + sides).fill(0);
    ways.forEach((count, at) => {
      for (let face = 1; face <= sides; face += 1) next[at + face] += count;
    });
    ways = next;
  }
  return (ways[sum] ?? 0) / sides ** dice;
}
