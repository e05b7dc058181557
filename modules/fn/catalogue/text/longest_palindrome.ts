/** The longest palindromic substring, characters compared as they are; of several, the first. */
export default function longestPalindrome(text: string): string {
  let best = "";
  for (let middle = 0; middle < 2 * text.length - 1; middle += 1) {
    let left = Math.floor(middle / 2);
    let right = Math.ceil(middle / 2);
    while (left >= 0 && right < text.length && text[left] === text[right]) {
      left -= 1;
      right += 1;
    }
    if (right - left - 1 > best.length) best = text.slice(left + 1, right);
  }
  return best;
}
