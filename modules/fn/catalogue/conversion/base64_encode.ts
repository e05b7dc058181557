/** Base64 encode. */
export default function base64Encode(text: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const bytes: number[] = [];
  for (const [, hex, plain] of encodeURIComponent(text).matchAll(/%(..)|(.)/g)) {
    bytes.push(hex === undefined ? plain!.charCodeAt(0) : parseInt(hex, 16));
  }
  let out = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out += alphabet[word >> 18]! + alphabet[(word >> 12) & 63]!;
    out += i + 1 < bytes.length ? alphabet[(word >> 6) & 63]! : "=";
    out += i + 2 < bytes.length ? alphabet[word & 63]! : "=";
  }
  return out;
}
