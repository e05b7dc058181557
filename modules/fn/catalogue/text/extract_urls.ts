/** Extract URLs. */
export default function extractUrls(text: string): string[] {
  return (text.match(/https?:\/\/[^\s<>"')]+/gu) ?? []).map((url) => url.replace(/[.,;:!?]+$/u, ""));
}
