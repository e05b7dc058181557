/** Every different text of the same letters, in alphabetical (code point) order. */
export default function textPermutations(text: string): string[] {
  const letters = [...text].sort();
  if (letters.length > 8) throw new RangeError('at most eight letters');
  const result: string[] = [];
  const grow = (prefix: string, rest: string[]): void => {
    if (rest.length === 0) result.push(prefix);
    rest.forEach((letter, index) => {
      if (index > 0 && rest[index - 1] === letter) return;
      grow(prefix + letter, [...rest.slice(0, index), ...rest.slice(index + 1)]);
    });
  };
  grow('', letters);
  return result;
}
