/** Interquartile range. */
export default function interquartileRange(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (share: number) => {
    const rank = share * (sorted.length - 1);
    const low = sorted[Math.floor(rank)]!;
    return low + (sorted[Math.ceil(rank)]! - low) * (rank - Math.floor(rank));
  };
  return at(0.75) - at(0.25);
}
