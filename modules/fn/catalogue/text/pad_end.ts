/** Pad a text on the right. */
export default function padEnd(text: string, length: number, fill: string = " "): string {
  return text.padEnd(length, fill === "" ? " " : fill);
}
