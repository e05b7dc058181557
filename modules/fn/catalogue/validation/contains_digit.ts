/** Check for any digit. */
export default function containsDigit(text: string): boolean {
  return /\d/u.test(text);
}
