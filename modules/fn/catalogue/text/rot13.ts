/** ROT13. */
export default function rot13(text: string): string {
  return text.replace(/[a-z]/giu, (c) => {
    const base = c <= "Z" ? 65 : 97;
    return String.fromCharCode(((c.charCodeAt(0) - base + 13) % 26) + base);
  });
}
