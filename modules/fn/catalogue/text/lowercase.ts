/** Lower case. */
export default function lowercase(text: string): string {
  return text.toLowerCase();
}
