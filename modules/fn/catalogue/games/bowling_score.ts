/** Of the pins of each roll, in order. */
export default function bowlingScore(rolls: number[]): number {
  let total = 0;
  let at = 0;
  const pins = (i: number): number => {
    const value = rolls[i];
    if (value === undefined) throw new RangeError('the game is not complete');
    return value;
  };
  for (let frame = 0; frame < 10; frame += 1) {
    const two = pins(at) + pins(at + 1);
    const strike = pins(at) === 10;
    if (!strike && two > 10) throw new RangeError('a frame has ten pins');
    const bonus = strike || two === 10;
    total += bonus ? two + pins(at + 2) : two;
    if (frame === 9) at += bonus ? 3 : 2;
    else at += strike ? 1 : 2;
  }
  if (at !== rolls.length) throw new RangeError('there are more rolls than a game has');
  return total;
}
