/** green, yellow or gray for each letter; a repeated letter is yellow only as often as it is left. */
export default function wordleFeedback(secret: string, guess: string, style: string): any {
  const [want, have] = [secret.toLowerCase(), guess.toLowerCase()].map((text) => [...text]) as [string[], string[]];
  if (want.length !== have.length) throw new RangeError('the guess must be as long as the answer');
  const left = want.filter((c, i) => c !== have[i]);
  const kinds = have.map((c, i) => {
    if (c === want[i]) return 0;
    const at = left.indexOf(c);
    if (at < 0) return 2;
    left.splice(at, 1);
    return 1;
  });
  const names: Record<string, string[]> = { gray: ['green', 'yellow', 'gray'], grey: ['green', 'yellow', 'grey'],
    words: ['correct', 'present', 'absent'], emoji: ['🟩', '🟨', '⬛'] };
  const out = kinds.map((kind) => names[style]![kind]!);
  return style === 'emoji' ? out.join('') : out;
}
