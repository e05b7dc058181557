/** Check a password: its least number of characters, and the kinds of characters that it must have. */
export default function passwordRules(
  password: string,
  length: number = 0,
  upper: boolean = false,
  lower: boolean = false,
  digit: boolean = false,
  symbol: boolean = false,
): boolean {
  if ([...password].length < length) return false;
  const rules: [boolean, RegExp][] = [
    [upper, /\p{Lu}/u], [lower, /\p{Ll}/u], [digit, /\d/u], [symbol, /[^\p{L}\p{N}\s]/u],
  ];
  return rules.every(([wanted, kind]) => !wanted || kind.test(password));
}
