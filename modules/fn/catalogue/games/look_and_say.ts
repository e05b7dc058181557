/** From "1". */
export default function lookAndSay(n: number, only: boolean): any {
  const out = ['1'];
  while (out.length < n) out.push(said(out[out.length - 1]!));
  return only ? out[n - 1] : out.slice(0, n);
}

/** The text read aloud: how many of each character in a row. */
function said(term: string): string {
  return term.replace(/(.)\1*/g, (run) => `${run.length}${run[0]}`);
}
