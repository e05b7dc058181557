/** Check that characters are distinct. */
export default function allUniqueCharacters(text: string): boolean {
  return new Set(text).size === [...text].length;
}
