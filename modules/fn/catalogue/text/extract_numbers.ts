/** Extract numbers. */
export default function extractNumbers(text: string): number[] {
  return (text.match(/-?\d+(?:\.\d+)?/gu) ?? []).map(Number);
}
