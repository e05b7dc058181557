/** Roman numeral to number. */
export default function fromRoman(text: string): number {
  const roman = text.toUpperCase();
  if (!/^(?=.)M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/.test(roman)) {
    throw new RangeError("the text is no Roman numeral");
  }
  const values: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
  return [...roman].reduce((sum, c, i, all) => {
    const value = values[c]!;
    return value < (values[all[i + 1] ?? ""] ?? 0) ? sum - value : sum + value;
  }, 0);
}
