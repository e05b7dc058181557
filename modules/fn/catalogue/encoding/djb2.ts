/** hash * 33 + byte, from 5381, of the text as UTF-8. */
export default function djb2(text: string, format: string): any {
  const hash = bytesOf(text).reduce((sum, byte) => (Math.imul(sum, 33) + byte) | 0, 5381);
  return format === 'number' ? hash >>> 0 : (hash >>> 0).toString(16).padStart(8, '0');
}

function bytesOf(text: string): number[] {
  const escaped = encodeURIComponent(text).matchAll(/%(..)|(.)/g);
  return [...escaped].map(([, hex, plain]) => (hex ? parseInt(hex, 16) : plain!.charCodeAt(0)));
}
