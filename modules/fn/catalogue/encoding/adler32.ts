/** RFC 1950, of the text as UTF-8. */
export default function adler32(text: string, format: string): any {
  let a = 1;
  let b = 0;
  for (const byte of bytesOf(text)) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  const sum = (b << 16) | a;
  return format === 'number' ? sum >>> 0 : (sum >>> 0).toString(16).padStart(8, '0');
}

function bytesOf(text: string): number[] {
  const escaped = encodeURIComponent(text).matchAll(/%(..)|(.)/g);
  return [...escaped].map(([, hex, plain]) => (hex ? parseInt(hex, 16) : plain!.charCodeAt(0)));
}
