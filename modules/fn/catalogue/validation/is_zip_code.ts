/** Check a US zip code. */
export default function isZipCode(text: string): boolean {
  return /^\d{5}(?:-\d{4})?$/u.test(text);
}
