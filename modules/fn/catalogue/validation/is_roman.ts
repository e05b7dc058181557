/** Check a Roman numeral from I to MMMCMXCIX, written in capitals in the usual subtractive form. */
export default function isRoman(text: string): boolean {
  return text !== "" && /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/.test(text);
}
