/** Check whether two texts are equal, upper and lower case alike. */
export default function equalIgnoringCase(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
