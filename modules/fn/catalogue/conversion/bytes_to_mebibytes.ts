/** Bytes to mebibytes. */
export default function bytesToMebibytes(bytes: number): number {
  return bytes / 1_048_576;
}
