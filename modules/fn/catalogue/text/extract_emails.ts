/** Extract email addresses. */
export default function extractEmails(text: string): string[] {
  return text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu) ?? [];
}
