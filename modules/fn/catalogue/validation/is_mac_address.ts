/** Check a MAC address. */
export default function isMacAddress(text: string): boolean {
  return /^[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){4}$/u.test(text);
}
