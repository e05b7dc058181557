/** Pad a text on the left. */
export default function padStart(text: string, length: number, fill: string = " "): string {
  return text.padStart(length, fill === "" ? " " : fill);
}
