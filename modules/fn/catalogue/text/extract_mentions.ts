/** Extract the mentions, such as @ann, that do not stand in an email address. */
export default function extractMentions(text: string, sign: boolean = true): string[] {
  const mentions = text.match(/(?<![\w.@])@[\p{L}\p{N}_]+/gu) ?? [];
  return sign ? mentions : mentions.map((mention) => mention.slice(1));
}
