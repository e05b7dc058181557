/** a is 1, z is 26; other characters are left out. A list, or joined by dashes or spaces. */
export default function lettersToNumbers(text: string, separator: any): any {
  const out = [...text.toLowerCase()].filter((c) => c >= 'a' && c <= 'z').map((c) => c.charCodeAt(0) - 96);
  return separator === null ? out : out.join(separator);
}
