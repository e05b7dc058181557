/** Bytes to kibibytes. */
export default function bytesToKibibytes(bytes: number): number {
  return bytes / 1024;
}
