/** Position of the last occurrence of a part in a text, counted from 0; -1 where there is none. */
export default function lastIndexOf(text: string, part: string): number {
  return text.lastIndexOf(part);
}
