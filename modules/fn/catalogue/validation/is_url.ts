/** Check a URL. */
export default function isUrl(text: string): boolean {
  return /^https?:\/\/[^\s\/?#.]+(?:\.[^\s\/?#.]+)*(?::\d{1,5})?(?:[\/?#]\S*)?$/u.test(text);
}
