/** Two lowercase digits for each byte of UTF-8. */
export default function textToHex(text: string, separator: string): string {
  const escaped = encodeURIComponent(text).matchAll(/%(..)|(.)/g);
  const bytes = [...escaped].map(([, hex, plain]) => hex ?? plain!.charCodeAt(0).toString(16).padStart(2, '0'));
  return bytes.join(separator).toLowerCase();
}
