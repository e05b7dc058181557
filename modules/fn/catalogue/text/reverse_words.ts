/** Reverse the order of words. */
export default function reverseWords(text: string): string {
  return text.trim().split(/\s+/u).reverse().join(" ");
}
