/** Texts to numbers. */
export default function stringsToNumbers(strings: string[]): number[] {
  return strings.map((text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value)) throw new RangeError("a text is no number");
    return value;
  });
}
