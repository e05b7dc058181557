/** Upper case. */
export default function uppercase(text: string): string {
  return text.toUpperCase();
}
