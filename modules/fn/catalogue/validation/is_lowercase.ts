/** Check for lower case. */
export default function isLowercase(text: string): boolean {
  return text !== text.toUpperCase() && text === text.toLowerCase();
}
