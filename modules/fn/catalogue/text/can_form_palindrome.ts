/** Whether the letters and digits of a text, upper and lower case alike, can be rearranged to a palindrome. */
export default function canFormPalindrome(text: string): boolean {
  const odd = new Set<string>();
  for (const c of text.toLowerCase()) {
    if (/[\p{L}\p{N}]/u.test(c) && !odd.delete(c)) odd.add(c);
  }
  return odd.size <= 1;
}
