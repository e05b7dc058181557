/** Keep texts longer than a length. */
export default function longerThan(strings: string[], length: number): string[] {
  return strings.filter((text) => [...text].length > length);
}
