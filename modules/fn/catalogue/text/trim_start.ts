/** Trim leading white space. */
export default function trimStart(text: string): string {
  return text.trimStart();
}
