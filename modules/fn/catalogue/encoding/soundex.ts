/** A letter and three digits. */
export default function soundex(name: string): string {
  const letters = [...name.toUpperCase()].filter((c) => c >= 'A' && c <= 'Z');
  if (letters.length === 0) throw new RangeError('the name has no letters');
  const digit = (c: string): string => '01230120022455012623010202'[c.charCodeAt(0) - 65]!;
  let out = letters[0]!;
  let last = digit(letters[0]!);
  for (const c of letters.slice(1)) {
    if ('HW'.includes(c)) continue;
    if (digit(c) !== '0' && digit(c) !== last) out += digit(c);
    last = digit(c);
  }
  return out.padEnd(4, '0').slice(0, 4);
}
