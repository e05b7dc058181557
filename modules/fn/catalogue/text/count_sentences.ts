/** Count sentences. */
export default function countSentences(text: string): number {
  return (text.match(/[^.!?]+[.!?]*/gu) ?? []).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
}
