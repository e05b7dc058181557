/** URL encode. */
export default function urlEncode(text: string): string {
  return encodeURIComponent(text);
}
