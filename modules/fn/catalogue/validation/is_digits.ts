/** Check for digits only. */
export default function isDigits(text: string): boolean {
  return /^\d+$/u.test(text);
}
