/** Run-length encode. */
export default function runLengthEncode(text: string): string {
  return text.replace(/(.)\1*/gsu, (run, c: string) => `${c}${[...run].length}`);
}
