/** Number shortened with K, M or B. */
export default function compactNumber(n: number): string {
  const units = ["", "K", "M", "B", "T"];
  let size = Math.abs(n);
  let unit = 0;
  while (Math.round(size * 10) / 10 >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return (n < 0 ? "-" : "") + Math.round(size * 10) / 10 + units[unit];
}
