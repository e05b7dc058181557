/** From albatross to triple bogey; one stroke is a hole-in-one. */
export default function golfScoreName(par: number, strokes: number): string {
  if (strokes === 1) return 'hole-in-one';
  const name = ['albatross', 'eagle', 'birdie', 'par', 'bogey', 'double bogey', 'triple bogey'][strokes - par + 3];
  if (name === undefined) throw new RangeError('there is no name for that score');
  return name;
}
