/** Check for upper case. */
export default function isUppercase(text: string): boolean {
  return text !== text.toLowerCase() && text === text.toUpperCase();
}
