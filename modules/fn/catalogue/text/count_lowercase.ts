/** Count small letters. */
export default function countLowercase(text: string): number {
  return (text.match(/\p{Ll}/gu) ?? []).length;
}
