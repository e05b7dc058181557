/** 1 is a, 26 is z; numbers in a list, or in a text between other characters. */
export default function numbersToLetters(numbers: any): string {
  const values = Array.isArray(numbers) ? numbers : (String(numbers).match(/\d+/g) ?? []).map(Number);
  return values.map((value) => {
    if (!Number.isInteger(value) || value < 1 || value > 26) throw new RangeError('the numbers must be from 1 to 26');
    return String.fromCharCode(96 + value);
  }).join('');
}
