/** Units beyond ASCII as a backslash, u and four digits. */
export default function unicodeEscape(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
}
