/** Check a hex colour. */
export default function isHexColor(text: string): boolean {
  return /^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/u.test(text);
}
