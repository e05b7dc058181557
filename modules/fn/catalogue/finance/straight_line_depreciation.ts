/** Straight-line depreciation a year. */
export default function straightLineDepreciation(
  cost: number,
  salvage: number,
  life: number,
): number {
  if (life <= 0 || salvage > cost) throw new RangeError('nothing to depreciate over time');
  return (cost - salvage) / life;
}
