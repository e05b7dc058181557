/** Words of one length, with one letter changed. */
export default function oneLetterApart(a: string, b: string): boolean {
  const [one, two] = [[...a], [...b]];
  return one.length === two.length && one.filter((c, i) => c !== two[i]).length === 1;
}
