/** Whether the characters of one text occur in another in the same order, gaps allowed. */
export default function isSubsequence(part: string, text: string): boolean {
  const characters = [...part];
  let at = 0;
  for (const c of text) if (at < characters.length && c === characters[at]) at += 1;
  return at === characters.length;
}
