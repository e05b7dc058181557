/** How many of a text's characters are capital letters. */
export default function countUppercase(text: string): number {
  return (text.match(/\p{Lu}/gu) ?? []).length;
}
