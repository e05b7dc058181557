/** Extract hashtags. */
export default function extractHashtags(text: string, sign: boolean = true): string[] {
  const tags = text.match(/#[\p{L}\p{N}_]+/gu) ?? [];
  return sign ? tags : tags.map((tag) => tag.slice(1));
}
