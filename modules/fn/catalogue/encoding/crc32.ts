/** The CRC of zip and Ethernet, of the text as UTF-8. */
export default function crc32(text: string, format: string): any {
  let crc = -1;
  for (const byte of bytesOf(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  const sum = ~crc;
  return format === 'number' ? sum >>> 0 : (sum >>> 0).toString(16).padStart(8, '0');
}

function bytesOf(text: string): number[] {
  const escaped = encodeURIComponent(text).matchAll(/%(..)|(.)/g);
  return [...escaped].map(([, hex, plain]) => (hex ? parseInt(hex, 16) : plain!.charCodeAt(0)));
}
