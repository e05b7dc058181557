/** Both four digits after the u and any number in braces. */
export default function unicodeUnescape(text: string): string {
  return text.replace(/\\u(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{4}))/gi, (whole, long?: string, short?: string) => {
    const code = parseInt(long ?? short!, 16);
    return code > 0x10ffff ? whole : long ? String.fromCodePoint(code) : String.fromCharCode(code);
  });
}
