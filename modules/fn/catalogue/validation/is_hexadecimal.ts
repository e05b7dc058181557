/** Check for hexadecimal digits. */
export default function isHexadecimal(text: string): boolean {
  return /^[0-9a-fA-F]+$/u.test(text);
}
