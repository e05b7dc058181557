/** Bulls: right place; cows: right digit, wrong place. */
export default function bullsAndCows(secret: any, guess: any, style: string): any {
  const [want, have] = [secret, guess].map((value) => Array.isArray(value) ? value.map(String) : [...String(value)]) as [string[], string[]];
  if (want.length !== have.length) throw new RangeError('the guess must be as long as the secret');
  const bulls = want.filter((c, i) => c === have[i]).length;
  const left = [...want];
  const common = have.filter((c) => {
    const at = left.indexOf(c);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  }).length;
  const cows = common - bulls;
  if (style === 'hint') return `${bulls}A${cows}B`;
  return style === 'pegs' ? { black: bulls, white: cows } : { bulls, cows };
}
