/** Repeat a text. */
export default function repeat(text: string, times: number): string {
  return text.repeat(times);
}
