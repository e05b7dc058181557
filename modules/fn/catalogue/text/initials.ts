/** Initials of a name. */
export default function initials(text: string): string {
  return (text.match(/\S+/gu) ?? []).map((word) => [...word][0]!.toUpperCase()).join("");
}
