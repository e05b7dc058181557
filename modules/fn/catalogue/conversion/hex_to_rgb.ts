/** Hex colour to RGB. */
export default function hexToRgb(color: string): number[] {
  const digits = color.replace("#", "");
  const full = digits.length === 3 ? [...digits].map((c) => c + c).join("") : digits;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16));
}
