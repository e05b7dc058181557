/** Base64 decode. */
export default function base64Decode(text: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  let bits = 0;
  let held = 0;
  let escaped = "";
  for (const c of text.replace(/=+$/, "")) {
    held = ((held << 6) | alphabet.indexOf(c)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      escaped += `%${((held >> bits) & 255).toString(16).padStart(2, "0")}`;
    }
  }
  return decodeURIComponent(escaped);
}
