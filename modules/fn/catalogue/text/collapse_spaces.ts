/** Collapse repeated white space. */
export default function collapseSpaces(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
