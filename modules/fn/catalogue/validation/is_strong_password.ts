/** Check a strong password. */
export default function isStrongPassword(text: string): boolean {
  return text.length >= 8 && /\p{Ll}/u.test(text) && /\p{Lu}/u.test(text) && /\d/.test(text) && /[^\p{L}\p{N}]/u.test(text);
}
