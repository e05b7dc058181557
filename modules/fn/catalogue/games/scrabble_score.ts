/** English letter values, without bonus squares. */
export default function scrabbleScore(word: string): number {
  const values = [1, 3, 3, 2, 1, 4, 2, 4, 1, 8, 5, 1, 3, 1, 1, 3, 10, 1, 1, 1, 1, 4, 4, 8, 4, 10];
  if (!/^[a-z]*$/i.test(word)) throw new RangeError('the word must be of the letters a to z');
  return [...word.toLowerCase()].reduce((sum, c) => sum + values[c.charCodeAt(0) - 97]!, 0);
}
