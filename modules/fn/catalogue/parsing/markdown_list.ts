/** Items as a Markdown bullet list. */
export default function markdownList(items: unknown[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
