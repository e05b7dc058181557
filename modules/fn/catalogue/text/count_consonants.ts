/** Count consonants. */
export default function countConsonants(text: string): number {
  return (text.match(/[b-df-hj-np-tv-z]/giu) ?? []).length;
}
