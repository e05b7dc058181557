/** URL decode. */
export default function urlDecode(text: string): string {
  return decodeURIComponent(text);
}
