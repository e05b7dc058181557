/** A text of at most so many characters; where it is cut, the three dots at its end count. */
export default function ellipsize(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  if (length < 3) throw new RangeError("three dots do not fit");
  return `${characters.slice(0, length - 3).join("")}...`;
}
