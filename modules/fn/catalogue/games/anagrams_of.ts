/** In the order of the list; case does not matter. The word itself must not be listed. */
export default function anagramsOf(word: string, words: string[]): string[] {
  const sorted = (text: string): string => [...text.toLowerCase()].sort().join('');
  if (words.some((other) => other.toLowerCase() === word.toLowerCase())) {
    throw new RangeError('the list holds the word itself, which may count or not');
  }
  return words.filter((other) => sorted(other) === sorted(word));
}
