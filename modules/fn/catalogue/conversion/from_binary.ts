/** Binary to number. */
export default function fromBinary(text: string): number | null {
  return /^[01]+$/.test(text) ? parseInt(text, 2) : null;
}
