/** Sort texts in natural order. */
export default function sortNatural(strings: string[]): string[] {
  const parts = (text: string) => text.match(/\d+|\D+/gu) ?? [];
  return [...strings].sort((left, right) => {
    const a = parts(left);
    const b = parts(right);
    for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
      const difference = Number(a[i]) - Number(b[i]);
      if (difference) return difference;
      if (Number.isNaN(difference) && a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
    }
    return a.length - b.length;
  });
}
