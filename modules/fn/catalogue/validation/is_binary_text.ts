/** Check for binary digits. */
export default function isBinaryText(text: string): boolean {
  return /^[01]+$/u.test(text);
}
