/** Whole number with leading zeros. */
export default function zeroPadNumber(n: number, width: number): string {
  return String(n).padStart(width, "0");
}
