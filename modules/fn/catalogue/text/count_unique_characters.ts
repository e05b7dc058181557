/** Count distinct characters. */
export default function countUniqueCharacters(text: string): number {
  return new Set(text).size;
}
