/** U+ and at least four uppercase digits for each character. */
export default function codePoints(text: string): string[] {
  return [...text].map((c) => 'U+' + c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0'));
}
