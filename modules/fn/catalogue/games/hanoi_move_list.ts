/** Pairs of pegs, from A to C by way of B. */
export default function hanoiMoveList(n: number): string[][] {
  const move = (disks: number, from: string, to: string, over: string): string[][] => disks === 0 ? []
    : [...move(disks - 1, from, over, to), [from, to], ...move(disks - 1, over, to, from)];
  return move(n, 'A', 'C', 'B');
}
