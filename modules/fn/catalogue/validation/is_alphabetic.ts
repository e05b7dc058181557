/** Check for letters only. */
export default function isAlphabetic(text: string): boolean {
  return /^\p{L}+$/u.test(text);
}
