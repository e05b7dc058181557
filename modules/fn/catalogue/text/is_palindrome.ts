/** Check for a palindrome. */
export default function isPalindrome(text: string): boolean {
  const letters = [...text.toLowerCase()].filter((c) => /[\p{L}\p{N}]/u.test(c));
  return letters.every((c, i) => c === letters[letters.length - 1 - i]);
}
