/** Values beyond 1.5 interquartile ranges of the quartiles. */
export default function outliers(numbers: number[]): number[] {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (share: number) => {
    const rank = share * (sorted.length - 1);
    const low = sorted[Math.floor(rank)]!;
    return low + (sorted[Math.ceil(rank)]! - low) * (rank - Math.floor(rank));
  };
  const reach = 1.5 * (at(0.75) - at(0.25));
  return numbers.filter((value) => value < at(0.25) - reach || value > at(0.75) + reach);
}
