/** Remove a text everywhere. */
export default function removeText(text: string, part: string): string {
  return part === "" ? text : text.split(part).join("");
}
