/** Of a term of digits. */
export default function lookAndSayNext(term: any): string {
  if (!/^\d+$/.test(String(term))) throw new RangeError('the term must be of digits');
  return said(String(term));
}

/** The text read aloud: how many of each character in a row. */
function said(term: string): string {
  return term.replace(/(.)\1*/g, (run) => `${run.length}${run[0]}`);
}
