/** The 32-bit hash of the text as UTF-8. */
export default function fnv1a(text: string, format: string): any {
  const hash = bytesOf(text).reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193), 0x811c9dc5);
  return format === 'number' ? hash >>> 0 : (hash >>> 0).toString(16).padStart(8, '0');
}

function bytesOf(text: string): number[] {
  const escaped = encodeURIComponent(text).matchAll(/%(..)|(.)/g);
  return [...escaped].map(([, hex, plain]) => (hex ? parseInt(hex, 16) : plain!.charCodeAt(0)));
}
