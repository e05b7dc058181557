/** Bytes to gibibytes. */
export default function bytesToGibibytes(bytes: number): number {
  return bytes / 1_073_741_824;
}
