/** Texts to numbers. */
export default function stringsToNumbers(strings: string[]): number[] {
  return strings.map(Number);
}
