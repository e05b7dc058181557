/** How many of a text's characters are digits from 0 to 9. */
export default function countDigits(text: string): number {
  return text.replace(/[^0-9]/g, "").length;
}
