/** Check for a pangram. */
export default function isPangram(text: string): boolean {
  return new Set(text.toLowerCase().match(/[a-z]/gu) ?? []).size === 26;
}
