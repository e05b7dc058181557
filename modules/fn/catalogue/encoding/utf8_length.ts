/** How many bytes the text takes in UTF-8. */
export default function utf8Length(text: string): number {
  return encodeURIComponent(text).replace(/%../g, 'x').length;
}
