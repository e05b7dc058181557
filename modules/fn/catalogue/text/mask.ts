/** Mask all but the last characters. */
export default function mask(text: string, visible: number = 4): string {
  const characters = [...text];
  return characters.map((c, i) => (i < characters.length - visible ? "*" : c)).join("");
}
