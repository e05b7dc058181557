/** Quartile with linear interpolation. */
export default function quartile(numbers: number[], quartile: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const rank = (quartile / 4) * (sorted.length - 1);
  const low = sorted[Math.floor(rank)]!;
  return low + (sorted[Math.ceil(rank)]! - low) * (rank - Math.floor(rank));
}
