/** Caesar cipher. */
export default function caesarCipher(text: string, shift: number): string {
  const turn = ((shift % 26) + 26) % 26;
  return text.replace(/[a-z]/giu, (c) => {
    const base = c <= "Z" ? 65 : 97;
    return String.fromCharCode(((c.charCodeAt(0) - base + turn) % 26) + base);
  });
}
