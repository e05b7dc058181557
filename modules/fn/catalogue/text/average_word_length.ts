/** Average length of the words of a text, their punctuation not counted. */
export default function averageWordLength(text: string): number {
  const words = text.match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  if (words.length === 0) throw new RangeError("there are no words");
  return words.reduce((sum, word) => sum + [...word].length, 0) / words.length;
}
