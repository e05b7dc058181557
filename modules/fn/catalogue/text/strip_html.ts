/** Strip HTML tags. */
export default function stripHtml(text: string): string {
  return text.replace(/<[^>]*>/gu, "");
}
