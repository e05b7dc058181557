/** Count distinct words. */
export default function countUniqueWords(text: string): number {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? []).size;
}
