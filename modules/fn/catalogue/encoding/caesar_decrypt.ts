/** Letters moved back by the shift; everything else stays. */
export default function caesarDecrypt(text: string, shift: number): string {
  const turn = 26 - (((shift % 26) + 26) % 26);
  return text.replace(/[a-z]/gi, (c) => {
    const base = c <= 'Z' ? 65 : 97;
    return String.fromCharCode(((c.charCodeAt(0) - base + turn) % 26) + base);
  });
}
