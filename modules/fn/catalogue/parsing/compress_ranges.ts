/** Numbers to ranges such as 1-3,5. */
export default function compressRanges(numbers: number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  if (sorted.some((n) => n < 0)) throw new RangeError("a number is negative");
  const parts: string[] = [];
  for (let i = 0, j = 0; i < sorted.length; i = j + 1) {
    for (j = i; sorted[j + 1] === sorted[j]! + 1; ) j++;
    parts.push(i === j ? `${sorted[i]}` : `${sorted[i]}-${sorted[j]}`);
  }
  return parts.join(",");
}
