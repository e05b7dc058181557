/** Length of the longest run of the same character. */
export default function longestRunLength(text: string): number {
  return (text.match(/(.)\1*/gsu) ?? []).reduce((best, run) => Math.max(best, [...run].length), 0);
}
