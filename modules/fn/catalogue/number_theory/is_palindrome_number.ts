/** Check for a palindromic number. */
export default function isPalindromeNumber(n: number): boolean {
  return String(n) === [...String(n)].reverse().join("");
}
